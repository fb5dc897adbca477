/**
 * Whether packets of sound come of the other side. After a silence it needs a whole picture of ours: those that were sent meanwhile
 * are lost, all that follow build on them, and its library asks for a whole one only every 3 s. A value; both clients have the
 * same rule, that of `org.confero.call.Silence`.
 *
 * @typedef {{packets: number, at: number, silent: boolean}} Silence packets: how many had come when it was last looked; at: when the
 *     last of them came, in milliseconds; silent: whether none has come for LOST
 */

/** @type {Silence} */
export const UNHEARD = Object.freeze({packets: 0, at: 0, silent: false});

/**
 * What was lost in a shorter one is sent again: senders keep their packets for about a second for it. It is looked at five times a second;
 * two looks that are far apart, as on a busy machine, are no silence.
 */
export const LOST = 1_000;

/**
 * After it was looked.
 *
 * @param {Silence} before
 * @param {number} packets how many have come on this connection; fewer than before are of another one
 * @param {number} now in milliseconds
 * @returns {Silence}
 */
export function look(before, packets, now) {
    if (packets === before.packets) {
        return {...before, silent: before.silent || (packets > 0 && now - before.at >= LOST)};
    }
    return {packets, at: now, silent: false};
}

/** Whether the silence is over in what was seen next. Another connection begins with a whole picture by itself. */
export function isOver(before, next) {
    return before.silent && next.packets > before.packets;
}
