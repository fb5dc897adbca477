package org.confero.desktop.conference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.confero.call.Budget;
import org.confero.call.Encoding;
import org.confero.call.Reunion;
import org.confero.call.ReunionEffect;
import org.confero.call.ReunionEvent;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.Link;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Reception;
import org.confero.desktop.rtc.Relays;
import org.confero.desktop.rtc.Ways;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * The others in the room and the links to them, which outlive what a server knows of the room. All methods on the conference's
 * thread.
 */
final class Call implements Peer.Owner {
    /** What the call tells the conference. */
    interface Listener {
        void send(ClientMessage message);

        void remotes(List<Remote> remotes);

        void ownSigns(Signs signs);

        void unreachable(Participant participant);

        /** A link does not work any more, or nothing comes on it: what is the matter with it may keep us from the server, too. */
        void serverInDoubt();

        /** This machine's addresses are others now, or it has slept. */
        void networkChanged(Network.Change change);
    }

    /** In milliseconds: much less than anything that waits for its time here. */
    private static final long TICK = 100;

    /** How often it is asked who is loud, in ticks. */
    private static final int LISTEN = 2;

    /** How often it is asked whether our network is another one, in ticks. */
    private static final int LOOK = 5;

    private final MediaEngine media;
    private final Ourselves ourselves;
    private final Conversation conversation;
    private final FileExchange files;
    private final Loop loop;
    private final Listener listener;
    private ScheduledFuture<?> ticking;

    /** Whom the server knows, in the order of their joining. */
    private final Map<ParticipantId, Participant> roster = new LinkedHashMap<>();

    private final Peers peers = new Peers();
    private final Carrying carrying;
    private final Network network = new Network();
    private Reunion.State reunion = Reunion.State.OUTSIDE;
    private Ways ways;
    private Signs ownSigns = Signs.NONE;
    private int ticks;
    private boolean saidGoodbye;

    /** @param relays how links may go by way of TURN servers */
    Call(
            MediaEngine media,
            Ourselves ourselves,
            Conversation conversation,
            FileExchange files,
            Relays relays,
            Loop loop,
            Listener listener) {
        this.media = media;
        this.ourselves = ourselves;
        this.conversation = conversation;
        this.files = files;
        this.loop = loop;
        this.listener = listener;
        this.ways = new Ways(List.of(), relays);
        carrying = new Carrying(roster, peers, listener::send);
        ticking = loop.schedule(this::tick, TICK, TimeUnit.MILLISECONDS);
    }

    /** @param since when the wait for those in the room began, of {@link System#nanoTime} */
    void joined(ServerMessage.Joined joined, long since) {
        carrying.served(true);
        useIceServers(joined.iceServers());
        roster.clear();
        joined.participants().forEach(participant -> roster.put(participant.id(), participant));
        List<ParticipantId> others =
                joined.participants().stream().map(Participant::id).toList();
        step(new ReunionEvent.Joined(joined.self(), others, now()), since);
        if (ourselves.identify(joined.self())) {
            peers.sayToAll(ourselves.hello());
        }
        roster.values().forEach(this::update);
        changed();
    }

    /** Whether our socket is up and our session goes on, so that signals can go by the server. */
    void served(boolean now) {
        carrying.served(now);
    }

    /** What we let hear and see has changed: the others learn it over their links, too, which need no server. */
    void tellState() {
        peers.sayToAll(ourselves.told());
        changed();
    }

    /** Shows everybody this for a moment. */
    void react(ControlMessage.Reaction reaction) {
        ourselves.gestures().react(ourselves.key(), reaction.emoji());
        peers.sayToAll(reaction);
        changed();
    }

    /** To the client with this key, as long as there is a channel to it. */
    void say(ClientKey key, ControlMessage message) {
        peers.find(key).ifPresent(peer -> peer.say(message));
    }

    /** For links that are opened or look for new ways from now on. */
    void useIceServers(List<IceServer> fresh) {
        ways = new Ways(fresh, ways.relays());
        peers.all().forEach(peer -> peer.use(ways));
    }

    void appeared(Participant participant) {
        roster.put(participant.id(), participant);
        step(new ReunionEvent.PeerJoined(participant.id(), now()));
    }

    void updated(Participant participant) {
        roster.computeIfPresent(participant.id(), (id, before) -> participant);
        update(participant);
        changed();
    }

    private void update(Participant participant) {
        Peer peer = peers.get(participant.id());
        if (peer != null) {
            peer.update(participant);
        }
    }

    /** The server says so; somebody whom it has lost may still be there. */
    void gone(ParticipantId id, LeaveReason reason) {
        roster.remove(id);
        step(new ReunionEvent.PeerLeft(id, reason == LeaveReason.LOST, now()));
    }

    /** By whatever way; of somebody who is not here it is dropped. */
    void signal(ParticipantId from, Payload data) {
        step(new ReunionEvent.Signaled(from));
        Peer peer = peers.get(from);
        if (peer != null) {
            peer.receive(data);
        }
    }

    /** Says goodbye on all links; the server is told how they were, and is to be told of our leaving after it. Idempotent. */
    void sayGoodbye() {
        if (!saidGoodbye) {
            peers.sayToAll(new ControlMessage.Bye());
            peers.all().forEach(peer -> tellQuality(peer, peer.id()));
            saidGoodbye = true;
        }
    }

    /** Closes all links, which takes its time, after a goodbye. */
    void leave() {
        ticking.cancel(false);
        sayGoodbye();
        roster.clear();
        step(new ReunionEvent.Left());
    }

    /**
     * No server helps any more: closes every link that is not up, for it cannot come up.
     *
     * @return whether any is left
     */
    boolean keepWhatIsUp() {
        peers.all().stream().filter(peer -> !peer.isUp()).forEach(peer -> step(new ReunionEvent.Bye(peer.id())));
        return !peers.all().isEmpty();
    }

    /** Of every link that can still be asked. */
    CompletableFuture<List<ParticipantStats>> stats() {
        List<CompletableFuture<ParticipantStats>> each =
                peers.all().stream().map(Peer::stats).toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> each.stream()
                        .filter(stats -> !stats.isCompletedExceptionally())
                        .map(CompletableFuture::join)
                        .toList());
    }

    /** Looks for new ways to everybody. */
    void restart() {
        peers.all().forEach(Peer::restart);
    }

    /** From now on the statistics tell of times without sound and picture since now. */
    void measureAnew() {
        peers.all().forEach(Peer::measureAnew);
    }

    /** Makes the connection to somebody anew. */
    void renew(ParticipantId to) {
        Peer peer = peers.get(to);
        if (peer != null) {
            peer.renew();
        }
    }

    @Override
    public Link connect(Link.Listener listening, Reception reception) {
        return media.link(ways, reception, listening);
    }

    @Override
    public Encoding encoding(ControlMessage.@Nullable Want want) {
        return Encoding.of(media.captured(), Budget.of(peers.all().size()), want);
    }

    @Override
    public void transmit(Peer peer, LinkSignal signal) {
        if (!carrying.transmit(peer.id(), signal)) {
            // This link cannot come about.
            unreachable(peer);
        }
    }

    @Override
    public void changed() {
        Gestures gestures = ourselves.gestures();
        listener.remotes(peers.all().stream().map(peer -> peer.remote(gestures)).toList());
        Signs own = gestures.own(false);
        if (!own.equals(ownSigns)) {
            ownSigns = own;
            listener.ownSigns(own);
        }
    }

    @Override
    public void unreachable(Peer peer) {
        listener.unreachable(peer.participant());
    }

    @Override
    public void working(Peer peer, boolean works) {
        step(new ReunionEvent.Working(peer.id(), works, now()));
        if (!works) {
            listener.serverInDoubt();
        }
    }

    @Override
    public void hushed() {
        listener.serverInDoubt();
    }

    @Override
    public void opened(Peer peer) {
        peer.say(ourselves.hello());
        peer.say(ourselves.told());
        peer.say(carrying.links());
    }

    @Override
    public void greeted(Peer peer, ControlMessage.Hello hello, boolean first) {
        step(new ReunionEvent.Hello(peer.id(), hello.id(), hello.key()));
        if (first) {
            conversation.opened(hello);
        }
        files.greeted(hello, first, peer.files());
    }

    @Override
    public void closed(Peer peer) {
        peer.key().ifPresent(key -> {
            conversation.closed(key);
            files.closed(key);
        });
    }

    @Override
    public void raised(ClientKey key, @Nullable Long place) {
        ourselves.gestures().heard(key, place);
    }

    @Override
    public void heard(Peer peer, ControlMessage message) {
        switch (message) {
            case ControlMessage.Bye() -> step(new ReunionEvent.Bye(peer.id()));
            case ControlMessage.Clock(long asked, Long answered)
            when answered == null -> peer.say(new ControlMessage.Clock(asked, System.currentTimeMillis()));
            case ControlMessage.Reaction(String emoji) -> {
                peer.key().ifPresent(key -> ourselves.gestures().react(key, emoji));
                changed();
            }
            case ControlMessage.Signal signal -> {
                ParticipantId self = ourselves.id();
                if (self != null) {
                    carrying.carry(self, peer.id(), signal, this::signal);
                }
            }
            default ->
                peer.key().ifPresent(key -> {
                    conversation.heard(key, message);
                    files.heard(key, message);
                });
        }
    }

    private void tick() {
        // At first, and not by a fixed rate: that would end with the first fault in what follows.
        ticking = loop.schedule(this::tick, TICK, TimeUnit.MILLISECONDS);
        step(new ReunionEvent.Tick(now()));
        conversation.tick();
        files.tick();
        carrying.tick();
        peers.all().forEach(Peer::tick);
        ticks++;
        if (ticks % LISTEN == 0) {
            peers.all().forEach(Peer::listen);
        }
        if (ticks % LOOK == 0) {
            // On another thread: to list the interfaces takes its time on some machines.
            Thread.ofVirtual().name("confero-network").start(() -> {
                Set<String> addresses = Network.addresses();
                loop.execute(() -> look(addresses));
            });
        }
        if (ourselves.gestures().pass()) {
            changed();
        }
    }

    private void look(Set<String> addresses) {
        Network.Change change = network.look(addresses, System.currentTimeMillis(), now());
        if (change != Network.Change.NONE) {
            listener.networkChanged(change);
            peers.all().forEach(Peer::networkChanged);
        }
    }

    private void step(ReunionEvent event) {
        step(event, System.nanoTime());
    }

    private void step(ReunionEvent event, long since) {
        Reunion.Step step = Reunion.step(reunion, event);
        reunion = step.next();
        step.effects().forEach(effect -> {
            switch (effect) {
                case ReunionEffect.Open open -> open(open, since);
                case ReunionEffect.Close(ParticipantId id) -> close(id);
                case ReunionEffect.Rename(ParticipantId id, ParticipantId to) -> rename(id, to);
            }
        });
        if (!step.effects().isEmpty()) {
            changed();
        }
    }

    private void open(ReunionEffect.Open open, long since) {
        Participant participant = roster.get(open.peer());
        if (participant != null) {
            Peer peer = new Peer(participant, open, since, ways.hasRelay(), loop, this);
            peers.add(peer);
            peer.begin(carrying.to(open.peer()));
        }
    }

    private void close(ParticipantId id) {
        Peer peer = peers.remove(id);
        if (peer != null) {
            Optional<ClientKey> key = peer.key();
            tellQuality(peer, id);
            peer.close();
            // The same client may have another link by now.
            key.filter(each -> peers.find(each).isEmpty()).ifPresent(this::goneForGood);
        }
    }

    /** For the history of calls. */
    private void tellQuality(Peer peer, ParticipantId id) {
        if (carrying.isServed() && !saidGoodbye) {
            peer.quality().ifPresent(quality -> listener.send(new ClientMessage.Quality(id, quality)));
        }
    }

    private void goneForGood(ClientKey key) {
        conversation.gone(key);
        files.gone(key);
        ourselves.gestures().gone(key);
    }

    private void rename(ParticipantId id, ParticipantId to) {
        Peer renamed = peers.rename(id, to);
        if (renamed != null) {
            renamed.update(roster.getOrDefault(to, renamed.participant().withId(to)));
        }
    }

    /** Milliseconds of a clock that only moves forward. */
    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
