package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.confero.Seeded;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;

/**
 * People who chat over links that come and go: a channel that is up keeps order and loses nothing; what is on its way when it goes
 * down is lost, and each end learns of that at a moment of its own.
 */
final class ChatRoom {
    /** {@link Chat#step}, or the same with a fault planted in it. */
    interface Stepper {
        Chat.Step step(Chat.State state, ChatEvent event);
    }

    private record Way(ClientKey from, ClientKey to) {
        Way back() {
            return new Way(to, from);
        }
    }

    private static final DisplayName NAME = new DisplayName("Ada");
    private static final int MOST_PEOPLE = 5;

    private final Random random;
    private final Stepper stepper;
    private final NavigableMap<ClientKey, Chat.State> people = new TreeMap<>();
    private final Map<ClientKey, Long> entered = new HashMap<>();
    private final Map<ClientKey, Map<String, Long>> shown = new HashMap<>();
    private final Map<Way, Deque<ChatEvent>> ways = new HashMap<>();
    private final Set<Way> broken = new HashSet<>();
    private final Set<ClientKey> everybody = new HashSet<>();
    private long now = 1_000_000;

    ChatRoom(Random random, Stepper stepper) {
        this.random = random;
        this.stepper = stepper;
    }

    /** So many things happen, then links come up again, but for one pair's if there are others to help it. */
    void live(int happenings, boolean onePairIsApart) {
        enter();
        enter();
        for (int i = 0; i < happenings; i++) {
            happen();
        }
        if (onePairIsApart) {
            IntStream.range(people.size(), 3).forEach(ignored -> enter());
            Way apart = new Way(people.firstKey(), people.lastKey());
            cut(apart);
            broken.add(apart);
            broken.add(apart.back());
        }
        ends().forEach(this::open);
        settle();
    }

    /** All have the same, and what one said to the others is here with all. */
    void check() {
        List<ChatEntry> first = state(people.firstKey()).log().entries();
        people.forEach(
                (key, state) -> assertThat(state.log().entries()).as("%s", key).isEqualTo(first));
        if (broken.isEmpty()) {
            people.values()
                    .forEach(state -> state.log().entries().stream()
                            .filter(entry -> entry.author().equals(state.self()))
                            .forEach(entry ->
                                    assertThat(Chat.arrival(state, entry)).isEqualTo(Chat.Arrival.EVERYWHERE)));
        }
    }

    int said() {
        return state(people.firstKey()).log().entries().size();
    }

    private Chat.State state(ClientKey key) {
        return Objects.requireNonNull(people.get(key));
    }

    private void happen() {
        now += random.nextInt(400);
        ClientKey one = Seeded.oneOf(random, List.copyOf(people.keySet()));
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> feed(one, new ChatEvent.Say("s" + random.nextInt(1000), NAME, now));
            case 3 -> feed(one, new ChatEvent.Edit(1 + random.nextInt(5), "e" + random.nextInt(1000)));
            case 4 -> feed(one, new ChatEvent.Delete(1 + random.nextInt(5)));
            case 5 -> oneOf(ends()).ifPresent(this::cut);
            case 6, 7, 8 -> oneOf(ends()).ifPresent(this::open);
            case 9 -> enter();
            case 10 -> leave(one);
            case 11, 12 -> feed(one, new ChatEvent.Tick(now));
            default -> oneOf(ways.keySet().stream().sorted(BY_NAME).toList()).ifPresent(this::deliver);
        }
    }

    private static final Comparator<Way> BY_NAME = Comparator.comparing(way -> way.from() + ">" + way.to());

    private <T> Optional<T> oneOf(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(Seeded.oneOf(random, list));
    }

    private List<Way> ends() {
        return people.keySet().stream()
                .flatMap(from -> people.keySet().stream()
                        .filter(to -> from.compareTo(to) < 0)
                        .map(to -> new Way(from, to)))
                .filter(way -> !broken.contains(way))
                .toList();
    }

    private void enter() {
        if (people.size() < MOST_PEOPLE) {
            ClientKey key = new ClientKey(Integer.toString(random.nextInt(36 * 36), 36) + "-" + everybody.size());
            everybody.add(key);
            people.put(key, Chat.initial(key, now));
            entered.put(key, now);
            now++;
        }
    }

    private void leave(ClientKey key) {
        if (people.size() > 2) {
            people.remove(key);
            ways.keySet().removeIf(way -> way.from().equals(key) || way.to().equals(key));
            List.copyOf(people.keySet()).forEach(other -> feed(other, new ChatEvent.Gone(key)));
        }
    }

    private void open(Way way) {
        if (!ways.containsKey(way)) {
            ways.put(way, new ArrayDeque<>());
            ways.put(way.back(), new ArrayDeque<>());
            feed(way.from(), new ChatEvent.Opened(way.to(), now - entered.getOrDefault(way.to(), 0L), now));
            feed(way.to(), new ChatEvent.Opened(way.from(), now - entered.getOrDefault(way.from(), 0L), now));
        }
    }

    private void cut(Way way) {
        if (ways.containsKey(way)) {
            ways.remove(way);
            ways.remove(way.back());
            feed(way.from(), new ChatEvent.Closed(way.to()));
            feed(way.to(), new ChatEvent.Closed(way.from()));
        }
    }

    private void deliver(Way way) {
        Optional.ofNullable(ways.get(way)).map(Deque::pollFirst).ifPresent(event -> feed(way.to(), event));
    }

    private void settle() {
        for (int round = 0; round < 60; round++) {
            now += Chat.TICK;
            List.copyOf(people.keySet()).forEach(key -> feed(key, new ChatEvent.Tick(now)));
            while (ways.values().stream().anyMatch(way -> !way.isEmpty())) {
                ways.keySet().stream().sorted(BY_NAME).toList().forEach(this::deliver);
            }
        }
    }

    private void feed(ClientKey key, ChatEvent event) {
        Chat.State before = people.get(key);
        if (before == null) {
            return;
        }
        Chat.Step step = stepper.step(before, event);
        people.put(key, step.next());
        if (event instanceof ChatEvent.Say) {
            assertThat(step.next().log().entries().getLast().author())
                    .as("what is said last stands last")
                    .isEqualTo(key);
        }
        for (ChatEffect effect : step.effects()) {
            switch (effect) {
                case ChatEffect.SendChat(var peer, var entry, var after, var until) ->
                    send(key, peer, new ChatEvent.Came(key, entry, after, until));
                case ChatEffect.SendAck(var peer, var heard) -> send(key, peer, new ChatEvent.Acked(key, heard));
                case ChatEffect.SendWanted(var peer, var heard) -> send(key, peer, new ChatEvent.Wanted(key, heard));
                case ChatEffect.SendEnd(var peer, var more) -> send(key, peer, new ChatEvent.Ended(key, more, now));
                case ChatEffect.Show(var entry) -> show(key, entry);
            }
        }
    }

    private void send(ClientKey from, ClientKey to, ChatEvent event) {
        Deque<ChatEvent> way = ways.get(new Way(from, to));
        assertThat(way).as("sent over a channel that is down").isNotNull();
        way.addLast(event);
    }

    /** Each change once, and each author's in their order. */
    private void show(ClientKey key, ChatEntry entry) {
        Map<String, Long> before = shown.computeIfAbsent(key, ignored -> new HashMap<>());
        assertThat(before.merge(entry.author() + " " + entry.id(), entry.seq(), (was, is) -> is > was ? is : -1L))
                .as("%s shown to %s again, or late", entry, key)
                .isPositive();
        if (entry.id() == entry.seq()) {
            assertThat(before.merge(entry.author().value(), entry.id(), (was, is) -> is > was ? is : -1L))
                    .as("%s shown to %s out of its author's order", entry, key)
                    .isPositive();
        }
    }
}
