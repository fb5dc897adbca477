package org.confero.call;

/**
 * Whether packets of sound come of the other side. After a silence it needs a whole picture of ours: those that were sent
 * meanwhile are lost, all that follow build on them, and its library asks for a whole one only every 3 s. A value; {@code silence.js}
 * is the same.
 *
 * @param packets how many had come when it was last looked
 * @param at when the last of them came, in milliseconds
 * @param hushed whether none has come for {@link #HUSH}
 * @param silent whether none has come for {@link #LOST}
 */
public record Silence(long packets, long at, boolean hushed, boolean silent) {
    public static final Silence UNHEARD = new Silence(0, 0, false, false);

    /**
     * Nobody pauses so long who is there: fifty packets a second come, also of who is muted. What keeps them back may keep us from the
     * server, too, and a link that is to be healed needs it: it is asked before ICE itself has noticed anything.
     */
    public static final long HUSH = 400;

    /**
     * What was lost in a shorter one is sent again: senders keep their packets for about a second for it. It is looked at five times a second;
     * two looks that are far apart, as on a busy machine, are no silence.
     */
    public static final long LOST = 1000;

    /**
     * After it was looked.
     *
     * @param now how many have come on this connection; fewer than before are of another one
     */
    public Silence look(long now, long millis) {
        if (now == packets) {
            return new Silence(packets, at, hushed || noneFor(HUSH, millis), silent || noneFor(LOST, millis));
        }
        return new Silence(now, millis, false, false);
    }

    private boolean noneFor(long time, long millis) {
        return packets > 0 && millis - at >= time;
    }

    /** Whether the silence is over in what was seen next. Another connection begins with a whole picture by itself. */
    public boolean isOverIn(Silence next) {
        return silent && next.packets > packets;
    }
}
