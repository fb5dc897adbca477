package org.confero.call;

/** What happens to a link and to what it depends on. {@code now} is in milliseconds of a clock that only moves forward. */
public sealed interface HealingEvent {
    /** The connection is in this state now. */
    record Connection(ConnectionState state, long now) implements HealingEvent {}

    /** The machine's network interfaces or addresses are others than before, or it has slept. */
    record NetworkChanged(long now) implements HealingEvent {}

    /** Whether there is a way for signals to the other side, by a server, the link itself or a third participant. */
    record Routed(boolean up, long now) implements HealingEvent {}

    /** So many milliseconds to the other side and back, measured over the link. */
    record RoundTrip(long millis) implements HealingEvent {}

    /** The other side's offer has come: while the link is down, that is an attempt of theirs. */
    record Offered(long now) implements HealingEvent {}

    /** No sound has come for {@link Silence#LOST}, where some came before. */
    record Silent(long now) implements HealingEvent {}

    /** The negotiation cannot go on with this connection. */
    record GivenUp(long now) implements HealingEvent {}

    /** Time passes; at the latest when {@link Healing.State#wakeAt} is over. */
    record Tick(long now) implements HealingEvent {}
}
