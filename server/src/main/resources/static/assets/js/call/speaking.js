/**
 * Whether one participant is speaking, from the audio level of its sound: 0 for silence to 1 for the loudest there is, as audioLevel
 * of getStats has it. A value; both clients have the same rule, that of `org.confero.call.Speaking`. A cough is too short for it, and
 * it does not flicker between words.
 *
 * @typedef {{speaking: boolean, loudSince: number, heardAt: number}} Speaking loudSince: since when it has been loud without a
 *     break, -1 while it is not; heardAt: when it was last more than quiet
 */

/** @type {Speaking} */
export const SILENT = Object.freeze({speaking: false, loudSince: -1, heardAt: 0});

/** From here on it is loud: speech into a headset is at 0.05 to 0.3, a fan or typing below 0.02. */
export const LOUD = 0.03;

/** Below this it is quiet. Lower than loud, so that the ends of words do not switch it off. */
export const QUIET = 0.01;

/** It has to be loud for so many milliseconds; levels come every 100 to 200. */
export const ATTACK = 150;

/** Quiet for so many milliseconds is the end: pauses between words are shorter. */
export const RELEASE = 900;

/**
 * @param {Speaking} before
 * @param {number} level
 * @param {boolean} muted whether the participant says that its microphone is off: then it does not speak, whatever is heard
 * @param {number} now in milliseconds
 * @returns {Speaking}
 */
export function hear(before, level, muted, now) {
    if (muted) {
        return SILENT;
    }
    const loudSince = loudness(before.loudSince, level, now);
    const heardAt = level >= QUIET ? now : before.heardAt;
    const begins = loudSince >= 0 && now - loudSince >= ATTACK;
    const goesOn = before.speaking && now - heardAt < RELEASE;
    return {speaking: begins || goesOn, loudSince, heardAt};
}

function loudness(loudSince, level, now) {
    if (level < QUIET) {
        return -1;
    }
    return loudSince < 0 && level >= LOUD ? now : loudSince;
}
