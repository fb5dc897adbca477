package org.confero.protocol;

import org.jspecify.annotations.Nullable;

/** What a client says to the server, one JSON object a frame. PROTOCOL.md, "From the client". */
public sealed interface ClientMessage {
    /**
     * The first message on every socket; with {@code resume} it goes on with the session of an earlier one.
     *
     * @param awayIsGoodbye whether the socket's end with {@link CloseCode#GOING_AWAY} says as much as a goodbye over HTTP, as
     *     nothing else may be heard of a page that is closed
     */
    record Hello(ClientInfo client, @Nullable Resume resume, boolean awayIsGoodbye) implements ClientMessage {}

    /** Asks into a room. Answered by joined, waiting or error with this {@code id} as {@code ref}. */
    record Join(RequestId id, RoomId room, DisplayName name, MediaState state, Credentials credentials)
            implements ClientMessage {}

    /** Leaves the room, or goes away from its door; the socket stays. */
    record Leave() implements ClientMessage {}

    /** For one other participant of the room. */
    record Signal(ParticipantId to, Payload data) implements ClientMessage {}

    /** The participant's state from now on, whole. */
    record State(MediaState state) implements ClientMessage {}

    /** A host's word. Answered by done or error with this {@code id} as {@code ref}. */
    record Moderate(
            RequestId id, Moderation action, @Nullable ParticipantId target) implements ClientMessage {
        public Moderate {
            if (action.needsTarget() && target == null) {
                throw new InvalidValueException(
                        ErrorCode.BAD_MESSAGE, "'target' is missing: " + action.word() + " is done to somebody");
            }
        }
    }

    /** How the link to another one was, at its end. For the history of calls; not answered. */
    record Quality(ParticipantId peer, LinkQuality quality) implements ClientMessage {}

    /** Everything up to this {@code seq} has arrived and need not be kept. Not answered. */
    record Ack(long seq) implements ClientMessage {}

    /** From clients that cannot see the WebSocket's own pings. */
    record Ping() implements ClientMessage {}
}
