package org.confero.protocol;

import java.time.Duration;

/** Every bound of the protocol, in one place. What goes over one gets an {@link ErrorCode}, never silence. */
public final class Limits {
    /** Longest text frame, in bytes of UTF-8. */
    public static final int FRAME_BYTES = 64 * 1024;

    /** Longest {@code data} of a signal message, in characters: the frame's bound less its envelope. */
    public static final int SIGNAL_CHARS = 60 * 1024;

    /** Most addresses of one deployment that clients are told. */
    public static final int SERVER_ADDRESSES = 8;

    /** Longest of them, in characters: what a host's name may have, with scheme and port. */
    public static final int SERVER_ORIGIN_CHARS = 267;

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

    /** So many numbered messages are acknowledged at once, and fewer with the next ping. */
    public static final int ACKNOWLEDGED_AT_ONCE = 32;

    /** Most people that a room remembers having removed; of more the oldest are forgotten. */
    public static final int ROOM_REMOVED = 256;

    /** Most participants of one room: every one of them sends to every other, so a mesh ends here. */
    public static final int ROOM_CAPACITY = 16;

    /** Most remote candidates that wait for a description, or remote events that wait for an operation, on one link. */
    public static final int WAITING_PER_LINK = 256;

    /** A participant's messages on its control channel, in bytes of UTF-8. */
    public static final int CONTROL_BYTES = 16 * 1024;

    /** Longest message on a control channel that was cut into parts, joined again, in characters. */
    public static final int CONTROL_CHARS = 64 * 1024;

    /** Longest part of one, in characters: each may take three bytes of UTF-8, or two with a backslash before it. */
    public static final int PART_CHARS = 5000;

    /** Longest client key, in characters. */
    public static final int CLIENT_KEY_CHARS = 64;

    /** Most abilities in a hello, and the longest of them in characters. */
    public static final int ABILITIES = 32;

    public static final int ABILITY_CHARS = 32;

    /** Largest count, number or time in what clients say to each other: what JavaScript holds exactly. */
    public static final long COUNT = (1L << 53) - 1;

    /** Longest chat message, in characters: as UTF-8 in JSON it fits a control message. */
    public static final int CHAT_CHARS = 4000;

    /** Most chat messages that a client keeps of a room; of more the oldest go. */
    public static final int CHAT_ENTRIES = 500;

    /** Most authors whose chat is told apart in one message; a client remembers as many. */
    public static final int CHAT_AUTHORS = 128;

    /** Most chat messages in one piece of a room's history. */
    public static final int CHAT_PIECE = 32;

    /** Longest reaction, in characters: the longest emoji sequences in use have fewer than 20. */
    public static final int REACTION_CHARS = 32;

    /** Widest and highest picture that can be wanted, in pixels. */
    public static final int PICTURE_PIXELS = 16384;

    /** Most frames a second that can be wanted. */
    public static final int PICTURE_RATE = 240;

    /** Longest name of a file, in characters: what most file systems hold. */
    public static final int FILE_NAME_CHARS = 255;

    /** Largest file. */
    public static final long FILE_BYTES = 4L * 1024 * 1024 * 1024;

    /** Longest piece of a file with its header, in bytes. */
    public static final int FILE_PIECE_BYTES = 64 * 1024;

    /** Header of a piece: the file's number in 4 bytes and the piece's offset in 8. */
    public static final int FILE_HEADER_BYTES = 12;

    /** Most bytes of one file that are sent and not yet reported by the receiver. */
    public static final int FILE_WINDOW_BYTES = 1024 * 1024;

    /** Most files offered or under way on one link, in each direction. */
    public static final int FILES_PER_LINK = 16;

    /** Most signals of one link that are kept until they are acknowledged; one more and the link is made anew. */
    public static final int SIGNALS_KEPT = 512;

    /** How often each side lets the other know that it is there. Proxies drop sockets that are idle for 60 s. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A socket on which nothing came for this long is dead: two heartbeats may be lost. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    /** How long a session waits for a new socket. */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /** A socket that has not said hello by then is closed. */
    public static final Duration HELLO_TIMEOUT = Duration.ofSeconds(10);

    private Limits() {}

    static void requireCount(String name, long value) {
        if (value < 0 || value > COUNT) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'" + name + "' is a whole number below 2^53");
        }
    }

    static void requireMost(String name, int size, int most) {
        if (size > most) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'" + name + "' has at most " + most + " items");
        }
    }
}
