package org.confero.desktop.conference;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.confero.call.Encoding;
import org.confero.call.LinkCondition;
import org.confero.call.ReunionEffect;
import org.confero.call.Route;
import org.confero.call.Speaking;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.FilesChannel;
import org.confero.desktop.rtc.Link;
import org.confero.desktop.rtc.LinkStats;
import org.confero.desktop.rtc.Reception;
import org.confero.desktop.rtc.Ways;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.VideoSource;
import org.jspecify.annotations.Nullable;

/** One other participant and the link to it. All methods on the conference's thread. */
final class Peer implements LinkCare.Owner, Control.Listener {
    /** What a peer wants of the call that it is part of. */
    interface Owner {
        /** Makes a connection over which this is received. */
        Link connect(Link.Listener listener, Reception reception);

        /** How our picture is sent to whom it shows as this says. */
        Encoding encoding(@Nullable Want want);

        /** Sends a signal to it on the way that there is. */
        void transmit(Peer peer, LinkSignal signal);

        void changed();

        /** Nothing gets through to this peer. */
        void unreachable(Peer peer);

        /** Whether media gets through. */
        void working(Peer peer, boolean works);

        /** No sound has come of it for a moment, where some came before. */
        void hushed();

        /** Its control channel is open, and nothing has been said on it. */
        void opened(Peer peer);

        /** It says who it is, for the first time on this channel or because something of it is another now. */
        void greeted(Peer peer, ControlMessage.Hello hello, boolean first);

        /** What it says after its hello. */
        void heard(Peer peer, ControlMessage message);

        /** The place of its hand in the row; null while it is down. */
        void raised(ClientKey key, @Nullable Long place);

        /** Its control channel is not open any more. */
        void closed(Peer peer);
    }

    private final Owner owner;
    private final Executor loop;
    private final long since;
    private final LinkCare care;
    private final Control control;
    private final Viewing viewing = new Viewing();
    private Participant participant;

    /** What it says of itself over the link, which counts more than what the server says; null when it says nothing. */
    private @Nullable MediaState told;

    /** To whom its own links work, as it says. */
    private List<ParticipantId> reached = List.of();

    /** What it says of how it shows our picture; null while it has said nothing. */
    private @Nullable Want want;

    private Route route = new Route.Nowhere();
    private LinkState state = LinkState.CONNECTING;
    private Speaking speaking = Speaking.SILENT;
    private boolean listening;
    private boolean wasConnected;
    private boolean works;
    private boolean failed;

    /**
     * @param since when the wait for its first frame began, of {@link System#nanoTime}
     * @param relay whether there is a TURN server to go through
     */
    Peer(Participant participant, ReunionEffect.Open open, long since, boolean relay, Executor loop, Owner owner) {
        this.participant = participant;
        this.since = since;
        this.owner = owner;
        this.loop = loop;
        care = new LinkCare(open.role(), open.waitsForOffer(), relay, loop, this);
        control = new Control(care::say, this);
        expect();
    }

    /** Whether it works, or may again without the help of a server. */
    boolean isUp() {
        return wasConnected && !failed;
    }

    boolean works() {
        return works;
    }

    /** Whether signals can go over its control channel now: an older client would drop them. */
    boolean carries() {
        return works && key().isPresent();
    }

    List<ParticipantId> reached() {
        return reached;
    }

    Participant participant() {
        return participant;
    }

    ParticipantId id() {
        return participant.id();
    }

    Remote remote(Gestures gestures) {
        Participant now = shown();
        Signs signs = gestures.of(key().orElse(null), now.state().hand(), speaking.speaking());
        return new Remote(now, state, care.picture(), signs);
    }

    void update(Participant now) {
        participant = now;
        expect();
    }

    /** Which client it is; nothing as long as it has not said so. */
    Optional<ClientKey> key() {
        return control.theirs().map(ControlMessage.Hello::key);
    }

    /** The way of files over the connection that there is now. */
    FilesChannel files() {
        return care.files();
    }

    /** Over the link; an older client does not listen. */
    void say(ControlMessage message) {
        control.say(message);
    }

    /** From the other side; what cannot be read is left out. */
    void receive(Payload data) {
        care.receive(data);
    }

    /** The way of signals when the link is opened. */
    void begin(Route first) {
        route = first;
    }

    /** The way of signals now. */
    void follow(Route now) {
        if (!now.equals(route)) {
            route = now;
            care.routed(!(now instanceof Route.Nowhere));
        }
    }

    CompletableFuture<ParticipantStats> stats() {
        return care.stats()
                .thenApply(stats -> new ParticipantStats(
                        participant.id(),
                        participant.name(),
                        state == LinkState.CONNECTED,
                        stats.firstFrameNanos() == null
                                ? null
                                : Long.valueOf(TimeUnit.NANOSECONDS.toMillis(stats.firstFrameNanos() - since)),
                        stats));
    }

    /** Looks for new ways to the other side, and negotiates anew. */
    void restart() {
        care.restart();
    }

    /** From now on the statistics tell of times without sound and picture since now. */
    void measureAnew() {
        care.measureAnew();
    }

    /** Our machine's addresses are others now, or it has slept. */
    void networkChanged() {
        care.networkChanged();
    }

    /** Makes the connection anew. */
    void renew() {
        care.giveUp();
    }

    /** From its next restart on. */
    void use(Ways ways) {
        care.use(ways);
    }

    /** Has to be called often: whatever waits for its time looks at it here. */
    void tick() {
        care.tick();
        care.encode(owner.encoding(want));
        if (key().isPresent() && shown().state().video()) {
            look();
        }
    }

    /** Says how we show its picture, if that is another size than it knows. */
    private void look() {
        Want wanted = viewing.look(care.picture().shown(), now());
        if (wanted != null) {
            say(wanted);
            expect();
        }
    }

    /** Asks how loud and how far away it is, unless the answer to the last question is still to come. */
    void listen() {
        if (listening || !wasConnected) {
            return;
        }
        listening = true;
        var _ = care.stats()
                .whenComplete((stats, failure) -> loop.execute(() -> {
                    listening = false;
                    measured(stats);
                }));
    }

    private void measured(@Nullable LinkStats stats) {
        if (stats != null) {
            care.heardPackets(stats.audioPackets());
        }
        if (!works) {
            // Sound comes again before the connection says that it does; all else waits for that.
            return;
        }
        if (stats != null && stats.roundTripMs() != null) {
            care.roundTrip(stats.roundTripMs());
        }
        boolean before = speaking.speaking();
        Double level = stats == null ? null : stats.audioLevel();
        long now = now();
        if (stats != null) {
            viewing.measured(stats, now);
        }
        speaking = speaking.hear(level == null ? 0 : level, !shown().state().audio(), now);
        if (speaking.speaking() != before) {
            owner.changed();
        }
    }

    /** How the link has been; nothing when it never was connected. */
    Optional<LinkQuality> quality() {
        return viewing.quality(now());
    }

    void close() {
        care.close();
    }

    @Override
    public Link connect(Link.Listener listener, Reception reception) {
        return owner.connect(listener, reception);
    }

    @Override
    public void transmit(LinkSignal signal) {
        owner.transmit(this, signal);
    }

    @Override
    public void connection(Link.Connection connection) {
        failed = connection == Link.Connection.FAILED;
        switch (connection) {
            case CONNECTED -> {
                wasConnected = true;
                works(true);
            }
            case CONNECTING -> {
                // As it was before: a path that works is kept while another one is looked for.
            }
            case DISCONNECTED, FAILED -> works(false);
        }
        if (failed) {
            owner.changed();
        }
    }

    private void works(boolean now) {
        works = now;
        viewing.works(now, now());
        owner.working(this, now);
    }

    @Override
    public void condition(LinkCondition condition) {
        become(
                switch (condition) {
                    case CONNECTED -> LinkState.CONNECTED;
                    case CONNECTING, RECONNECTING, NO_SIGNALING ->
                        wasConnected ? LinkState.INTERRUPTED : LinkState.CONNECTING;
                    case NO_PATH, UNREACHABLE -> LinkState.FAILED;
                });
        if (state == LinkState.FAILED) {
            owner.unreachable(this);
        }
    }

    @Override
    public void control(boolean open) {
        control.channel(open);
    }

    @Override
    public void hushed() {
        owner.hushed();
    }

    @Override
    public void heard(String text) {
        control.heard(text);
    }

    @Override
    public void opened() {
        owner.opened(this);
    }

    @Override
    public void closed() {
        owner.closed(this);
        reached = List.of();
        viewing.closed();
        tell(null);
    }

    @Override
    public void greeted(ControlMessage.Hello hello, boolean first) {
        owner.greeted(this, hello, first);
    }

    @Override
    public void heard(ControlMessage message) {
        switch (message) {
            case ControlMessage.State said -> {
                key().ifPresent(key -> owner.raised(key, said.raised()));
                tell(said.state());
            }
            case ControlMessage.Links links -> reached = links.up();
            case Want said when said.source() == VideoSource.CAMERA -> want = said;
            default -> owner.heard(this, message);
        }
    }

    private void tell(@Nullable MediaState now) {
        told = now;
        expect();
        owner.changed();
    }

    private void become(LinkState next) {
        if (next != state) {
            state = next;
            owner.changed();
        }
    }

    private Participant shown() {
        return told == null ? participant : participant.withState(told);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void expect() {
        MediaState state = shown().state();
        care.expect(
                new MediaState(state.audio(), state.video() && viewing.wantsPicture(), state.screen(), state.hand()));
    }
}
