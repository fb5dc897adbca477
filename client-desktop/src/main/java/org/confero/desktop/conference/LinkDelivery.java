package org.confero.desktop.conference;

import java.util.concurrent.TimeUnit;
import org.confero.call.Delivery;
import org.confero.call.DeliveryEffect;
import org.confero.call.DeliveryEvent;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;

/** Carries out for one link what {@link Delivery} decides: its signals in order and once, whatever ways they take. On the conference's thread. */
final class LinkDelivery {
    /** What comes of it. */
    interface Ends {
        /** Now, on the way that there is; where there is none it is lost, and said again. */
        void transmit(LinkSignal signal);

        void deliver(SignalData data);

        /** The other side has a new connection, and ours has to be another one that waits for its offer. */
        void renew();

        /** Only a new connection helps. */
        void giveUp();
    }

    private final Ends ends;
    private Delivery.State state;

    /** @param opens whether we choose the connection's number, as whoever offers first does */
    LinkDelivery(boolean opens, Ends ends) {
        this.ends = ends;
        state = Delivery.initial(opens ? System.currentTimeMillis() : 0);
    }

    /** Whether the other side is a client that knows nothing of all this. */
    boolean isPlain() {
        return state.plain();
    }

    void say(SignalData data) {
        step(new DeliveryEvent.Say(data, now()));
    }

    /** What cannot be read is dropped. */
    void came(Payload data) {
        if (Codec.decodeLinkSignal(data) instanceof Decoded.Ok<LinkSignal>(LinkSignal signal)) {
            step(new DeliveryEvent.Came(signal.stamp(), signal.data(), now()));
        }
    }

    /** There is a way, and it is another one than before. */
    void routed() {
        step(new DeliveryEvent.Routed(now()));
    }

    /** Our connection is another one now, by our own will. */
    void rebuilt() {
        step(new DeliveryEvent.Rebuilt());
        // Above any number that the other side has chosen meanwhile, as far as clocks are right.
        state = Delivery.initial(Math.max(state.connection(), System.currentTimeMillis()));
    }

    void tick() {
        if (state.wakeAt() >= 0 && now() >= state.wakeAt()) {
            step(new DeliveryEvent.Tick(now()));
        }
    }

    private void step(DeliveryEvent event) {
        Delivery.Step step = Delivery.step(state, event);
        state = step.next();
        step.effects().forEach(effect -> {
            switch (effect) {
                case DeliveryEffect.Transmit(var stamp, var data) -> ends.transmit(new LinkSignal(stamp, data));
                case DeliveryEffect.Deliver(var data) -> ends.deliver(data);
                case DeliveryEffect.Renew() -> ends.renew();
                case DeliveryEffect.GiveUp() -> ends.giveUp();
            }
        });
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
