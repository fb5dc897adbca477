package org.confero.protocol;

import java.time.Duration;

/** Every bound of the protocol, in one place. What goes over one gets an {@link ErrorCode}, never silence. */
public final class Limits {
    /** Longest text frame, in bytes of UTF-8. */
    public static final int FRAME_BYTES = 64 * 1024;

    /** Longest {@code data} of a signal message, in characters: the frame's bound less its envelope. */
    public static final int SIGNAL_CHARS = 60 * 1024;

    /** Deepest nesting of a message; the deepest that the protocol itself has is four. */
    public static final int JSON_DEPTH = 32;

    /** Longest display name, in code points. */
    public static final int NAME_CODE_POINTS = 64;

    /** Longest room id, in characters. */
    public static final int ROOM_ID_CHARS = 64;

    /** Longest participant id, in characters. */
    public static final int PARTICIPANT_ID_CHARS = 64;

    /** Longest request id, in characters. */
    public static final int REQUEST_ID_CHARS = 64;

    /** Longest name or version of a client, in characters. */
    public static final int CLIENT_INFO_CHARS = 64;

    /** Longest title of a room, in code points. */
    public static final int TITLE_CODE_POINTS = 100;

    /** Longest passcode of a room, in characters. */
    public static final int PASSCODE_CHARS = 64;

    /** Longest host key, in characters. */
    public static final int HOST_KEY_CHARS = 64;

    /** Longest token of an identity provider, in characters. */
    public static final int TOKEN_CHARS = 8192;

    /** Most people who wait at the door of one room. */
    public static final int ROOM_WAITING = 64;

    /** Most messages that a session keeps for a resume; of more the oldest go, and a resume from there is incomplete. */
    public static final int REPLAY_MESSAGES = 512;

    /** Most characters of them, at once. */
    public static final int REPLAY_CHARS = 512 * 1024;

    /** Most people that a room remembers having removed; of more the oldest are forgotten. */
    public static final int ROOM_REMOVED = 256;

    /** Most participants of one room: every one of them sends to every other, so a mesh ends here. */
    public static final int ROOM_CAPACITY = 16;

    /** Most remote candidates that wait for a description, or remote events that wait for an operation, on one link. */
    public static final int WAITING_PER_LINK = 256;

    /** A participant's messages on its control channel, in bytes of UTF-8. */
    public static final int CONTROL_BYTES = 16 * 1024;

    /** How often each side lets the other know that it is there. Proxies drop sockets that are idle for 60 s. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A socket on which nothing came for this long is dead: two heartbeats may be lost. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    /** How long a session waits for a new socket. */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /** A socket that has not said hello by then is closed. */
    public static final Duration HELLO_TIMEOUT = Duration.ofSeconds(10);

    private Limits() {}
}
