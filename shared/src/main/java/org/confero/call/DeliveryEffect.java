package org.confero.call;

import org.confero.protocol.LinkStamp;
import org.confero.protocol.SignalData;
import org.jspecify.annotations.Nullable;

/** What is to be done for the signals of a link, in the order given. */
public sealed interface DeliveryEffect {
    /** Send this on the way that there is; where none is, drop it: it is said again. */
    record Transmit(LinkStamp stamp, @Nullable SignalData data) implements DeliveryEffect {}

    /** The next thing that the other side has said, for the negotiation. */
    record Deliver(SignalData data) implements DeliveryEffect {}

    /** The other side has made its connection anew: close ours and make another one that waits for its offer. */
    record Renew() implements DeliveryEffect {}

    /**
     * More waits for an acknowledgement than is kept, or the other side goes on with a connection that ours is not the other end of:
     * it has to be made anew.
     */
    record GiveUp() implements DeliveryEffect {}
}
