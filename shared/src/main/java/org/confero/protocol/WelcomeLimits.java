package org.confero.protocol;

/** The bounds that a client should know before it types: frame in bytes, name in code points, capacity in participants. */
public record WelcomeLimits(int frame, int name, int capacity) {
    public static final WelcomeLimits DEFAULT =
            new WelcomeLimits(Limits.FRAME_BYTES, Limits.NAME_CODE_POINTS, Limits.ROOM_CAPACITY);
}
