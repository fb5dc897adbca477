package org.confero.desktop.conference;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.confero.call.ConnectionState;
import org.confero.call.Encoding;
import org.confero.call.Healing;
import org.confero.call.HealingEffect;
import org.confero.call.HealingEvent;
import org.confero.call.LinkCondition;
import org.confero.call.NegotiationEvent;
import org.confero.call.Role;
import org.confero.call.Silence;
import org.confero.desktop.rtc.FilesChannel;
import org.confero.desktop.rtc.Link;
import org.confero.desktop.rtc.LinkStats;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.rtc.Reception;
import org.confero.desktop.rtc.Ways;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.MediaState;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;
import org.jspecify.annotations.Nullable;

/**
 * One link and what keeps it up: negotiation, delivery of its signals, and healing. Its connection may be followed by another one,
 * which shows in the same picture. All methods on the conference's thread.
 */
final class LinkCare implements Link.Listener, LinkDelivery.Ends {
    /** Whom it serves. */
    interface Owner {
        /** Makes a connection over which this is received. */
        Link connect(Link.Listener listener, Reception reception);

        void transmit(LinkSignal signal);

        void connection(Link.Connection state);

        /** How it is doing, in what a person can understand of it. */
        void condition(LinkCondition condition);

        void control(boolean open);

        /** No sound has come for a moment, where some came before. */
        void hushed();

        void heard(String text);
    }

    private final Owner owner;
    private final Role role;
    private final Executor loop;
    private final Reception reception = new Reception(new Picture());
    private final LinkDelivery delivery;
    private Healing.State healing;
    private Link link;
    private LinkNegotiation negotiation;
    private MediaState expected = new MediaState(false, false, false, false);
    private @Nullable Encoding encoding;
    private Silence silence = Silence.UNHEARD;
    private boolean routed = true;
    private boolean closed;

    /** @param relay whether there is a TURN server to go through */
    LinkCare(Role role, boolean waitsForOffer, boolean relay, Executor loop, Owner owner) {
        this.owner = owner;
        this.role = role;
        this.loop = loop;
        delivery = new LinkDelivery(!waitsForOffer, this);
        healing = Healing.initial(role, relay, now());
        link = owner.connect(this, reception);
        negotiation = negotiate(link, waitsForOffer);
    }

    private LinkNegotiation negotiate(Link connection, boolean waitsForOffer) {
        // What an operation on an earlier connection gives back is of no interest any more.
        return new LinkNegotiation(
                connection,
                role,
                waitsForOffer,
                loop,
                data -> {
                    if (connection == link) {
                        delivery.say(data);
                    }
                },
                reason -> {
                    if (connection == link) {
                        giveUp();
                    }
                });
    }

    Picture picture() {
        return reception.picture();
    }

    FilesChannel files() {
        return link.files();
    }

    boolean say(String text) {
        return link.say(text);
    }

    /** From the other side, on whatever way. */
    void receive(Payload data) {
        delivery.came(data);
    }

    /** @param up whether there is a way for signals; it is another one than before */
    void routed(boolean up) {
        if (up) {
            delivery.routed();
        }
        if (up != routed) {
            routed = up;
            heal(new HealingEvent.Routed(up, now()));
        }
    }

    /** Looks for new ways to the other side, and negotiates anew. */
    void restart() {
        link.restartIce();
    }

    /** Our machine's addresses are others now, or it has slept. */
    void networkChanged() {
        heal(new HealingEvent.NetworkChanged(now()));
    }

    void use(Ways ways) {
        link.use(ways);
    }

    void expect(MediaState media) {
        expected = media;
        link.expect(media.audio(), media.video());
    }

    /** How our picture is sent from now on. */
    void encode(Encoding next) {
        if (!next.equals(encoding)) {
            encoding = next;
            link.encode(next);
        }
    }

    /** So many packets of sound have come over this connection. Has to be told often. */
    void heardPackets(long packets) {
        Silence seen = silence.look(packets, now());
        if (silence.isOverIn(seen) && encoding != null) {
            link.refresh(encoding);
        }
        if (seen.hushed() && !silence.hushed()) {
            owner.hushed();
        }
        if (seen.silent() && !silence.silent()) {
            heal(new HealingEvent.Silent(now()));
        }
        silence = seen;
    }

    CompletableFuture<LinkStats> stats() {
        return link.stats();
    }

    /** From now on the statistics tell of times without sound and picture since now. */
    void measureAnew() {
        reception.measureAnew();
    }

    /** In milliseconds, there and back. */
    void roundTrip(double millis) {
        heal(new HealingEvent.RoundTrip(Math.round(millis)));
    }

    /** Has to be called often: whatever waits for its time looks at it here. */
    void tick() {
        delivery.tick();
        if (healing.wakeAt() >= 0 && now() >= healing.wakeAt()) {
            heal(new HealingEvent.Tick(now()));
        }
    }

    void close() {
        closed = true;
        link.close();
    }

    @Override
    public void negotiationNeeded() {
        negotiation.take(new NegotiationEvent.Needed());
    }

    @Override
    public void candidate(SignalData.Candidate candidate) {
        negotiation.found(candidate);
    }

    @Override
    public void connection(Link.Connection state) {
        owner.connection(state);
        heal(new HealingEvent.Connection(
                switch (state) {
                    case CONNECTING -> ConnectionState.CONNECTING;
                    case CONNECTED -> ConnectionState.CONNECTED;
                    case DISCONNECTED -> ConnectionState.DISCONNECTED;
                    case FAILED -> ConnectionState.FAILED;
                },
                now()));
    }

    @Override
    public void control(boolean open) {
        owner.control(open);
    }

    @Override
    public void heard(String text) {
        owner.heard(text);
    }

    @Override
    public void transmit(LinkSignal signal) {
        owner.transmit(signal);
    }

    @Override
    public void deliver(SignalData data) {
        negotiation.take(
                switch (data) {
                    case SignalData.Description description -> new NegotiationEvent.RemoteDescription(description);
                    case SignalData.Candidate candidate -> new NegotiationEvent.RemoteCandidate(candidate);
                });
        if (data instanceof SignalData.Description(SignalData.Kind kind, String ignored)
                && kind == SignalData.Kind.OFFER) {
            heal(new HealingEvent.Offered(now()));
        }
    }

    @Override
    public void renew() {
        replace(true);
    }

    @Override
    public void giveUp() {
        heal(new HealingEvent.GivenUp(now()));
    }

    private void heal(HealingEvent event) {
        if (closed) {
            return;
        }
        Healing.Step step = Healing.step(healing, event);
        healing = step.next();
        step.effects().forEach(effect -> {
            switch (effect) {
                case HealingEffect.RestartIce() -> link.restartIce();
                case HealingEffect.Rebuild() -> rebuild();
                case HealingEffect.Tell(LinkCondition condition) -> owner.condition(condition);
            }
        });
    }

    private void rebuild() {
        if (delivery.isPlain()) {
            // An older client keeps its connection, which takes no other one for this.
            link.restartIce();
        } else {
            delivery.rebuilt();
            replace(false);
        }
    }

    private void replace(boolean waitsForOffer) {
        if (closed) {
            return;
        }
        link.close();
        owner.control(false);
        owner.connection(Link.Connection.DISCONNECTED);
        link = owner.connect(this, reception);
        negotiation = negotiate(link, waitsForOffer);
        expect(expected);
        if (encoding != null) {
            link.encode(encoding);
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
