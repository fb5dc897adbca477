/**
 * Whether packets of sound come of the other side. After a silence it needs a whole picture of ours: those that were sent meanwhile
 * are lost, all that follow build on them, and its library asks for a whole one only every 3 s. A value; both clients have the
 * same rule, that of `org.confero.call.Silence`.
 *
 * @typedef {{packets: number, at: number, hushed: boolean, silent: boolean}} Silence packets: how many had come when it was last
 *     looked; at: when the last of them came, in milliseconds; hushed, silent: whether none has come for HUSH, for LOST
 */

/** @type {Silence} */
export const UNHEARD = Object.freeze({packets: 0, at: 0, hushed: false, silent: false});

/**
 * Nobody pauses so long who is there: fifty packets a second come, also of who is muted. What keeps them back may keep us from the
 * server, too, and a link that is to be healed needs it: it is asked before ICE itself has noticed anything.
 */
export const HUSH = 400;

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
        const noneFor = time => packets > 0 && now - before.at >= time;
        return {...before, hushed: before.hushed || noneFor(HUSH), silent: before.silent || noneFor(LOST)};
    }
    return {packets, at: now, hushed: false, silent: false};
}

/** Whether the silence is over in what was seen next. Another connection begins with a whole picture by itself. */
export function isOver(before, next) {
    return before.silent && next.packets > before.packets;
}
