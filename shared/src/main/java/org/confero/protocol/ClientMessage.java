package org.confero.protocol;

/** What a client says to the server, one JSON object a frame. PROTOCOL.md, "From the client". */
public sealed interface ClientMessage {
    /** The first message on every socket. */
    record Hello(ClientInfo client) implements ClientMessage {}

    /** Asks into a room. Answered by joined or error with this {@code id} as {@code ref}. */
    record Join(RequestId id, RoomId room, DisplayName name, MediaState state) implements ClientMessage {}

    /** Leaves the room; the socket stays. */
    record Leave() implements ClientMessage {}

    /** For one other participant of the room. */
    record Signal(ParticipantId to, Payload data) implements ClientMessage {}

    /** The participant's state from now on, whole. */
    record State(MediaState state) implements ClientMessage {}

    /** From clients that cannot see the WebSocket's own pings. */
    record Ping() implements ClientMessage {}
}
