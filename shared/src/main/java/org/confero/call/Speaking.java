package org.confero.call;

/**
 * Whether one participant is speaking, from the audio level of its sound: 0 for silence to 1 for the loudest there is, as
 * {@code audioLevel} of getStats has it (W3C WebRTC stats). A value; both clients have the same rule, {@code speaking.js} is the same.
 * A cough is too short for it, and it does not flicker between words.
 *
 * @param speaking the answer
 * @param loudSince since when it has been loud without a break, -1 while it is not
 * @param heardAt when it was last more than quiet
 */
public record Speaking(boolean speaking, long loudSince, long heardAt) {
    public static final Speaking SILENT = new Speaking(false, -1, 0);

    /** From here on it is loud: speech into a headset is at 0.05 to 0.3, a fan or typing below 0.02. */
    public static final double LOUD = 0.03;

    /** Below this it is quiet. Lower than loud, so that the ends of words do not switch it off. */
    public static final double QUIET = 0.01;

    /** It has to be loud for this many milliseconds; levels come every 100 to 200. */
    public static final long ATTACK = 150;

    /** Quiet for this many milliseconds is the end: pauses between words are shorter. */
    public static final long RELEASE = 900;

    /**
     * After a level was measured.
     *
     * @param muted whether the participant says that its microphone is off: then it does not speak, whatever is heard
     */
    public Speaking hear(double level, boolean muted, long now) {
        if (muted) {
            return SILENT;
        }
        long loud = level < QUIET ? -1 : loudSince < 0 && level >= LOUD ? now : loudSince;
        long heard = level >= QUIET ? now : heardAt;
        boolean begins = loud >= 0 && now - loud >= ATTACK;
        boolean goesOn = speaking && now - heard < RELEASE;
        return new Speaking(begins || goesOn, loud, heard);
    }
}
