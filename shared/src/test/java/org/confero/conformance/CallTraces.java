package org.confero.conformance;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.confero.Seeded;
import org.confero.call.Addresses;
import org.confero.call.Budget;
import org.confero.call.Clock;
import org.confero.call.Delivery;
import org.confero.call.DeliveryEvent;
import org.confero.call.Encoding;
import org.confero.call.Hands;
import org.confero.call.Pace;
import org.confero.call.Reactions;
import org.confero.call.Reunion;
import org.confero.call.ReunionEvent;
import org.confero.call.Route;
import org.confero.call.Routes;
import org.confero.call.ServerList;
import org.confero.call.Silence;
import org.confero.call.Speaking;
import org.confero.call.Tally;
import org.confero.call.Wanting;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage.Signal;
import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.LinkStamp;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.PictureSize;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;
import org.confero.protocol.VideoSource;
import org.jspecify.annotations.Nullable;

/** Random traces of the smaller functions of the call core. What a function answers stands in the place of effects. */
final class CallTraces {
    private static final List<ParticipantId> IDS = List.of(id("a"), id("b"), id("c"), id("m"), id("y"), id("z"));
    private static final List<ClientKey> KEYS = List.of(key("k1"), key("k2"), key("k3"), key("me"));

    record Nothing() {}

    record Numbered(long number) {}

    static final StepTraces<?, ?> DELIVERY = new StepTraces<>(
            "delivery",
            30,
            40,
            random -> new StepTraces.Start<>(new Numbered(10), Delivery.initial(10)),
            CallTraces::delivery,
            (state, event) -> {
                Delivery.Step step = Delivery.step(state, event);
                return new StepTraces.Taken<>(step.next(), step.effects());
            });

    static final StepTraces<?, ?> REUNION = new StepTraces<>(
            "reunion",
            50,
            40,
            random -> new StepTraces.Start<>(new Nothing(), Reunion.State.OUTSIDE),
            CallTraces::reunion,
            (state, event) -> {
                Reunion.Step step = Reunion.step(state, event);
                return new StepTraces.Taken<>(step.next(), step.effects());
            });

    /** A question about ways, whole. */
    record Asked(
            Ways routes,
            ParticipantId peer,
            ParticipantId speaker,
            @Nullable ParticipantId to,
            @Nullable ParticipantId from) {}

    record Ways(
            boolean server,
            List<ParticipantId> served,
            List<ParticipantId> open,
            Map<String, List<ParticipantId>> told) {
        Routes routes() {
            return new Routes(
                    server,
                    Set.copyOf(served),
                    Set.copyOf(open),
                    told.entrySet().stream().collect(toMap(each -> id(each.getKey()), Map.Entry::getValue)));
        }
    }

    static final StepTraces<?, ?> ROUTES = new StepTraces<>(
            "routes",
            10,
            40,
            random -> new StepTraces.Start<>(new Nothing(), new Nothing()),
            (random, state) -> asked(random),
            (state, asked) -> {
                Routes routes = asked.routes().routes();
                Route route = routes.to(asked.peer());
                Routes.Carried carried = routes.carry(
                        id("m"),
                        asked.speaker(),
                        new Signal(asked.to(), asked.from(), new Payload("{\"candidate\":null}")));
                return new StepTraces.Taken<>(state, List.of(route, carriedWords(carried)));
            });

    sealed interface ServerEvent {
        record Lost(long after) implements ServerEvent {}

        record Failed(int random) implements ServerEvent {}

        record Connected() implements ServerEvent {}
    }

    record Tried(int server, long millis) {}

    static final StepTraces<?, ?> SERVER_LIST = new StepTraces<>(
            "server-list",
            20,
            40,
            random -> {
                int servers = 1 + random.nextInt(4);
                return new StepTraces.Start<>(new Numbered(servers), ServerList.of(servers));
            },
            (random, state) -> switch (random.nextInt(8)) {
                case 0 -> new ServerEvent.Lost(random.nextInt(3) * 1000L);
                case 1 -> new ServerEvent.Connected();
                default -> new ServerEvent.Failed(random.nextInt(1000));
            },
            (state, event) -> switch ((ServerEvent) event) {
                case ServerEvent.Lost(var wait) -> tried(state.lost(wait));
                case ServerEvent.Failed(var random) -> tried(state.failed(random));
                case ServerEvent.Connected() -> new StepTraces.Taken<>(state.connected(), List.of());
            });

    record Told(String inUse, List<String> homes, List<String> told, int turn) {}

    private static final List<String> ADDRESSES = List.of(
            "https://a.test", "https://b.test:8443", "https://c.test", "http://a.test", "http://localhost:8080");

    static final StepTraces<?, ?> ADDRESSES_AFTER = new StepTraces<>(
            "addresses",
            10,
            40,
            random -> new StepTraces.Start<>(new Nothing(), new Nothing()),
            (random, state) -> new Told(
                    Seeded.oneOf(random, ADDRESSES),
                    Seeded.some(random, 3, source -> Seeded.oneOf(source, ADDRESSES)),
                    Seeded.some(random, 5, source -> Seeded.oneOf(source, ADDRESSES)),
                    random.nextInt(1000)),
            (state, told) -> new StepTraces.Taken<>(
                    state, Addresses.after(told.inUse(), told.homes(), told.told(), told.turn())));

    sealed interface ClockEvent {
        record Opened(long now) implements ClockEvent {}

        record Asks(long now, long date) implements ClockEvent {}

        record Answered(long date, long theirs, long now, long today) implements ClockEvent {}
    }

    record Read(boolean due, long ours) {}

    private record Ticking(Clock clock, long now) {}

    /** Of somebody whose clock is some minutes ahead, and is set once in a while; of whom stale and made up answers come, too. */
    static final StepTraces<?, ?> CLOCK = new StepTraces<>(
            "clock",
            30,
            60,
            random -> new StepTraces.Start<>(new Numbered(1000), new Ticking(Clock.begun(1000), 1000)),
            CallTraces::clock,
            (state, event) -> {
                Ticking next = switch (event) {
                    case ClockEvent.Opened(long now) ->
                        new Ticking(state.clock().opened(now), now);
                    case ClockEvent.Asks(long now, long date) ->
                        new Ticking(state.clock().ask(now, date), now);
                    case ClockEvent.Answered(long date, long theirs, long now, long today) ->
                        new Ticking(state.clock().answered(date, theirs, now, today), now);
                };
                return new StepTraces.Taken<>(
                        next,
                        List.of(new Read(
                                next.clock().isDue(next.now()), next.clock().toOurs(5_000_000))));
            });

    record Level(double level, boolean muted, long now) {}

    private record Listening(Speaking speaking, long now) {}

    static final StepTraces<?, ?> SPEAKING = new StepTraces<>(
            "speaking",
            20,
            80,
            random -> new StepTraces.Start<>(new Nothing(), new Listening(Speaking.SILENT, 0)),
            (random, state) -> new Level(
                    Seeded.oneOf(random, List.of(0.0, 0.005, 0.01, 0.02, 0.03, 0.1, 0.5)),
                    random.nextInt(15) == 0,
                    state.now() + 50 + random.nextInt(300)),
            (state, heard) -> {
                Speaking next = state.speaking().hear(heard.level(), heard.muted(), heard.now());
                return new StepTraces.Taken<>(new Listening(next, heard.now()), List.of(next.speaking()));
            });

    record Packets(long packets, long now) {}

    private record Hearkening(Silence silence, long now) {}

    static final StepTraces<?, ?> SILENCE = new StepTraces<>(
            "silence",
            20,
            60,
            random -> new StepTraces.Start<>(new Nothing(), new Hearkening(Silence.UNHEARD, 0)),
            (random, state) -> {
                long packets = state.silence().packets();
                return new Packets(
                        switch (random.nextInt(8)) {
                            case 0 -> random.nextInt(3);
                            case 1, 2, 3 -> packets + 1 + random.nextInt(20);
                            default -> packets;
                        },
                        state.now() + 50 + random.nextInt(800));
            },
            (state, seen) -> {
                Silence next = state.silence().look(seen.packets(), seen.now());
                return new StepTraces.Taken<>(
                        new Hearkening(next, seen.now()),
                        List.of(next.hushed(), next.silent(), state.silence().isOverIn(next)));
            });

    sealed interface HandEvent {
        record Raise() implements HandEvent {}

        record Lower() implements HandEvent {}

        record Hear(ClientKey peer, @Nullable Long number) implements HandEvent {}

        record Gone(ClientKey peer) implements HandEvent {}
    }

    static final StepTraces<?, ?> HANDS = new StepTraces<>(
            "hands",
            20,
            60,
            random -> new StepTraces.Start<>(new Nothing(), Hands.none(key("me"))),
            (random, state) -> switch (random.nextInt(6)) {
                case 0 -> new HandEvent.Raise();
                case 1 -> new HandEvent.Lower();
                case 2 -> new HandEvent.Gone(Seeded.oneOf(random, KEYS));
                case 3 -> new HandEvent.Hear(Seeded.oneOf(random, KEYS), null);
                default -> new HandEvent.Hear(Seeded.oneOf(random, KEYS), (long) random.nextInt(9));
            },
            (state, event) -> {
                Hands next = switch ((HandEvent) event) {
                    case HandEvent.Raise() -> state.raise();
                    case HandEvent.Lower() -> state.lower();
                    case HandEvent.Hear(var peer, var number) -> state.hear(peer, number);
                    case HandEvent.Gone(var peer) -> state.gone(peer);
                };
                return new StepTraces.Taken<>(
                        next, List.of(next.order(), next.own().orElse(-1)));
            });

    record Reacted(ClientKey peer, String emoji, long now) {}

    private record Looking(Reactions reactions, long now) {}

    static final StepTraces<?, ?> REACTIONS = new StepTraces<>(
            "reactions",
            4,
            40,
            random -> new StepTraces.Start<>(new Nothing(), new Looking(Reactions.NONE, 0)),
            (random, state) -> new Reacted(
                    Seeded.oneOf(random, KEYS), "👍" + random.nextInt(10), state.now() + random.nextInt(1500)),
            (state, event) -> {
                Reactions next = state.reactions().add(event.peer(), event.emoji(), event.now());
                return new StepTraces.Taken<>(new Looking(next, event.now()), next.shown());
            });

    record Shown(double width, double height, long now) {}

    private record Looked(Wanting wanting, long now) {}

    /** What is said stands in the place of effects: a size, or that there is none. */
    static final StepTraces<?, ?> WANTING = new StepTraces<>(
            "wanting",
            20,
            60,
            random -> new StepTraces.Start<>(new Nothing(), new Looked(Wanting.NOTHING_SAID, 0)),
            (random, state) -> {
                double width = Seeded.oneOf(random, List.of(0.0, 0.5, 318.4, 319.6, 640.0, 1279.5, 20_000.0));
                return new Shown(
                        width, width * 9 / 16, state.now() + Seeded.oneOf(random, List.of(50L, 200L, 400L, 3100L)));
            },
            (state, shown) -> {
                Wanting.Step step = state.wanting().look(Wanting.size(shown.width(), shown.height()), shown.now());
                PictureSize last = step.next().last();
                return new StepTraces.Taken<>(
                        new Looked(step.next(), shown.now()),
                        step.says() ? List.of(last == null ? "none" : last) : List.of());
            });

    record Counted(long received, long emitted, long delay, long now) {}

    private record Measured(Pace pace, long now) {}

    /** Phases in which frames are late or in time, so that each is long enough to count. */
    static final StepTraces<?, ?> PACE = new StepTraces<>(
            "pace",
            20,
            150,
            random -> new StepTraces.Start<>(new Nothing(), new Measured(Pace.FULL, 0)),
            (random, state) -> {
                Pace.Counts last = state.pace().last();
                if (random.nextInt(40) == 0) {
                    return new Counted(0, 0, 0, state.now() + 1000);
                }
                boolean late = state.now() / 30_000 % 2 == 0;
                long emitted = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(30);
                return new Counted(
                        last.received() + (random.nextInt(10) == 0 ? 0 : 30),
                        last.emitted() + emitted,
                        last.delay() + emitted * (late ? 900 + random.nextInt(2000) : random.nextInt(300)),
                        state.now() + 500 + random.nextInt(1500));
            },
            (state, counted) -> {
                Pace next = state.pace()
                        .measure(
                                new Pace.Counts(counted.received(), counted.emitted(), counted.delay()), counted.now());
                return new StepTraces.Taken<>(
                        new Measured(next, counted.now()), List.of(next.of(new PictureSize(640, 360, 30))));
            });

    sealed interface TallyEvent {
        record Works(boolean up, long now) implements TallyEvent {}

        record Measured(
                long received,
                long lost,
                long frozenMs,
                @Nullable Long roundTripMs,
                boolean relayed) implements TallyEvent {}

        record Asked(long now) implements TallyEvent {}
    }

    record Tallied(Tally tally, long now) {}

    static final StepTraces<?, ?> TALLY = new StepTraces<>(
            "tally",
            20,
            60,
            random -> new StepTraces.Start<>(new Nothing(), new Tallied(Tally.NOTHING, 0)),
            (random, state) -> switch (random.nextInt(4)) {
                case 0 -> new TallyEvent.Works(random.nextBoolean(), state.now() + random.nextInt(5000));
                case 1 -> new TallyEvent.Asked(state.now() + random.nextInt(5000));
                default -> {
                    Tally.Counts counts = random.nextInt(8) == 0
                            ? new Tally.Counts(0, 0, 0)
                            : state.tally().counts();
                    yield new TallyEvent.Measured(
                            counts.received() + random.nextInt(1000),
                            counts.lost() + random.nextInt(20) - 5,
                            counts.frozenMs() + random.nextInt(100),
                            random.nextInt(3) == 0 ? null : (long) random.nextInt(300),
                            random.nextInt(20) == 0);
                }
            },
            (state, event) -> switch ((TallyEvent) event) {
                case TallyEvent.Works(var up, var now) ->
                    new StepTraces.Taken<>(new Tallied(state.tally().works(up, now), now), List.of());
                case TallyEvent.Measured(var received, var lost, var frozen, var trip, var relayed) ->
                    new StepTraces.Taken<>(
                            new Tallied(
                                    state.tally().measured(new Tally.Counts(received, lost, frozen), trip, relayed),
                                    state.now()),
                            List.of());
                case TallyEvent.Asked(var now) -> {
                    LinkQuality quality = state.tally().quality(now);
                    yield new StepTraces.Taken<>(
                            new Tallied(state.tally(), now), List.of(quality == null ? "none" : quality));
                }
            });

    record Encoded(
            PictureSize captured,
            int links,
            boolean said,
            @Nullable PictureSize wanted) {}

    static final StepTraces<?, ?> ENCODING = new StepTraces<>(
            "encoding",
            10,
            40,
            random -> new StepTraces.Start<>(new Nothing(), new Nothing()),
            (random, state) -> new Encoded(
                    Seeded.oneOf(
                            random,
                            List.of(
                                    new PictureSize(1280, 720, 30),
                                    new PictureSize(640, 480, 30),
                                    new PictureSize(720, 1280, 60),
                                    new PictureSize(320, 180, 15))),
                    random.nextInt(12),
                    random.nextInt(5) > 0,
                    random.nextInt(5) == 0
                            ? null
                            : new PictureSize(
                                    40 + 4 * random.nextInt(400),
                                    40 + 4 * random.nextInt(300),
                                    10 + random.nextInt(30))),
            (state, event) -> {
                Want want = event.said() ? new Want(VideoSource.CAMERA, event.wanted()) : null;
                return new StepTraces.Taken<>(
                        state, List.of(Encoding.of(event.captured(), Budget.of(event.links()), want)));
            });

    static final List<StepTraces<?, ?>> ALL = List.of(
            DELIVERY,
            REUNION,
            ROUTES,
            SERVER_LIST,
            ADDRESSES_AFTER,
            CLOCK,
            SPEAKING,
            SILENCE,
            HANDS,
            REACTIONS,
            WANTING,
            PACE,
            ENCODING,
            TALLY);

    private CallTraces() {}

    private static ClockEvent clock(Random random, Ticking state) {
        long now = state.now() + random.nextInt(4000);
        Clock.Asked asked = state.clock().asked();
        if (asked == null || random.nextInt(6) == 0) {
            return random.nextInt(5) == 0
                    ? new ClockEvent.Opened(now)
                    : new ClockEvent.Asks(now, 1_000_000 + now + random.nextInt(2));
        }
        long then = now + (random.nextInt(8) == 0 ? Clock.LONGEST_ROUND_TRIP : 0);
        long date = random.nextInt(8) == 0 ? asked.date() - 1 : asked.date();
        long set = random.nextInt(10) == 0 ? 5000 : 0;
        long slept = random.nextInt(8) == 0 ? 900 + random.nextInt(200) : 0;
        return new ClockEvent.Answered(
                date,
                date + 600_000 + set + random.nextInt(700),
                then,
                asked.date() + (then - asked.since()) + slept * (random.nextBoolean() ? 1 : -1));
    }

    private static DeliveryEvent delivery(Random random, Delivery.State state) {
        long now = 400L * random.nextInt(40);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new DeliveryEvent.Say(data(random), now);
            case 3 -> new DeliveryEvent.Routed(now);
            case 4 -> random.nextInt(4) == 0 ? new DeliveryEvent.Rebuilt() : new DeliveryEvent.Tick(now);
            case 5 -> new DeliveryEvent.Tick(now);
            default -> came(random, now);
        };
    }

    private static DeliveryEvent came(Random random, long now) {
        if (random.nextInt(40) == 0) {
            return new DeliveryEvent.Came(null, data(random), now);
        }
        long seq = random.nextInt(6);
        LinkStamp stamp = new LinkStamp(9 + random.nextInt(3), seq, random.nextInt(4));
        return new DeliveryEvent.Came(stamp, seq == 0 ? null : data(random), now);
    }

    private static SignalData data(Random random) {
        return random.nextInt(3) == 0
                ? new Description(Seeded.oneOf(random, List.of(Kind.values())), "s=" + random.nextInt(1000))
                : new Candidate("candidate:" + random.nextInt(1000), "0", 0, null);
    }

    private static ReunionEvent reunion(Random random, Reunion.State state) {
        ParticipantId peer = Seeded.oneOf(random, IDS);
        long now = 1000L * random.nextInt(60);
        return switch (random.nextInt(14)) {
            case 0, 1 ->
                new ReunionEvent.Joined(
                        Seeded.oneOf(random, List.of(id("m"), id("y"))),
                        Seeded.some(random, 5, source -> Seeded.oneOf(source, IDS)),
                        now);
            case 2 -> random.nextInt(6) == 0 ? new ReunionEvent.Left() : new ReunionEvent.Bye(peer);
            case 3, 4 -> new ReunionEvent.PeerJoined(peer, now);
            case 5 -> new ReunionEvent.PeerLeft(peer, random.nextInt(3) > 0, now);
            case 6 -> new ReunionEvent.Signaled(peer);
            case 7, 8 -> new ReunionEvent.Hello(peer, Seeded.oneOf(random, IDS), Seeded.oneOf(random, KEYS));
            case 9, 10, 11 -> new ReunionEvent.Working(peer, random.nextInt(3) > 0, now);
            default -> new ReunionEvent.Tick(now);
        };
    }

    private static Asked asked(Random random) {
        Map<String, List<ParticipantId>> told = new TreeMap<>();
        for (ParticipantId each : ids(random)) {
            told.put(each.value(), ids(random));
        }
        int way = random.nextInt(3);
        return new Asked(
                new Ways(random.nextBoolean(), ids(random), ids(random), told),
                Seeded.oneOf(random, IDS),
                Seeded.oneOf(random, IDS),
                way == 0 ? Seeded.oneOf(random, IDS) : null,
                way == 1 ? Seeded.oneOf(random, IDS) : null);
    }

    private static List<ParticipantId> ids(Random random) {
        return Seeded.some(random, 4, source -> Seeded.oneOf(source, IDS)).stream()
                .distinct()
                .toList();
    }

    private static Object carriedWords(Routes.Carried carried) {
        return switch (carried) {
            case Routes.Carried.Mine(var from, var data) -> List.of("mine", from);
            case Routes.Carried.On(var to, var signal) -> List.of("on", to, Objects.requireNonNull(signal.from()));
            case Routes.Carried.Dropped() -> List.of("dropped");
        };
    }

    private static StepTraces.Taken<ServerList> tried(ServerList.Try tried) {
        return new StepTraces.Taken<>(tried.next(), List.of(new Tried(tried.server(), tried.millis())));
    }

    private static ParticipantId id(String value) {
        return new ParticipantId(value);
    }

    private static ClientKey key(String value) {
        return new ClientKey(value);
    }
}
