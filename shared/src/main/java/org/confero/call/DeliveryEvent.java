package org.confero.call;

import org.confero.protocol.LinkStamp;
import org.confero.protocol.SignalData;
import org.jspecify.annotations.Nullable;

/** What happens to the signals of a link. {@code now} is in milliseconds of a clock that only moves forward. */
public sealed interface DeliveryEvent {
    /** Our connection or negotiation has something for the other side. */
    record Say(SignalData data, long now) implements DeliveryEvent {}

    /** Something came, on whatever way. */
    record Came(@Nullable LinkStamp stamp, @Nullable SignalData data, long now) implements DeliveryEvent {}

    /** There is a way where none was, or another one than before. */
    record Routed(long now) implements DeliveryEvent {}

    /** We have made our connection anew. */
    record Rebuilt() implements DeliveryEvent {}

    /** Time passes; at the latest when {@link Delivery.State#wakeAt} is over. */
    record Tick(long now) implements DeliveryEvent {}
}
