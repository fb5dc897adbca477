/**
 * Whether this machine keeps up with one picture that it receives. One that decodes more slowly than frames come shows them later
 * and later, as nothing drops them; it then wants a smaller picture and fewer frames, which begins with a whole one, and with that
 * what has piled up is gone. A value for one link; both clients have the same rule, that of `org.confero.call.Pace`.
 *
 * @typedef {{received: number, emitted: number, delay: number}} Counts since the connection began, as RTCInboundRtpStreamStats has
 *     them: framesReceived, jitterBufferEmittedCount, and jitterBufferDelay in milliseconds
 * @typedef {{level: number, last: Counts, lateSince: number, judgedFrom: number, calmSince: number, patience: number}} Pace
 *     level: how much less than shown is wanted, 0 for nothing less, to 4; last: what was counted when it was last measured;
 *     lateSince: since when frames have come out late, -1 while they do not; judgedFrom: what is measured before this is still of the
 *     level before; calmSince: since when frames have been in time, -1 while they are not; patience: how long they have to be
 *     before more is tried. All in milliseconds
 */

/** Frames that wait longer than so many milliseconds are late; networks alone have them wait some hundred. */
const LATE = 1000;

/** So long they have to be late: what stood still for a moment catches up. */
const BEHIND = 2000;

/** So long another level takes to be seen in what is measured. */
const SETTLE = 4000;

const FIRST_PATIENCE = 20_000;

/** Each time that more was tried the next one waits twice as long, up to this. */
const MOST_PATIENCE = 320_000;

const SIZES = [1, 0.7, 0.5, 0.35, 0.25];
const RATES = [240, 25, 20, 15, 10];

/** @type {Pace} */
export const FULL = Object.freeze({
    level: 0,
    last: Object.freeze({received: 0, emitted: 0, delay: 0}),
    lateSince: -1,
    judgedFrom: 0,
    calmSince: -1,
    patience: FIRST_PATIENCE,
});

/**
 * After what was counted up to now; has to be called about once a second.
 *
 * @param {Pace} before
 * @param {Counts} counts
 * @param {number} now in milliseconds
 * @returns {Pace}
 */
export function measure(before, counts, now) {
    const emitted = counts.emitted - before.last.emitted;
    if (counts.received <= before.last.received || emitted < 0) {
        // Nothing came, or it is another connection.
        return {...before, last: counts, lateSince: -1};
    }
    const late = emitted === 0 || counts.delay - before.last.delay >= LATE * emitted;
    const next = {...before, last: counts};
    if (now < before.judgedFrom) {
        return {...next, lateSince: -1, calmSince: -1};
    }
    return late ? afterLate(next, now) : afterInTime(next, now);
}

function afterLate(pace, now) {
    const since = pace.lateSince < 0 ? now : pace.lateSince;
    return now - since < BEHIND || pace.level === SIZES.length - 1
        ? {...pace, lateSince: since, calmSince: -1}
        : {...pace, level: pace.level + 1, lateSince: -1, judgedFrom: now + SETTLE, calmSince: -1};
}

function afterInTime(pace, now) {
    const since = pace.calmSince < 0 ? now : pace.calmSince;
    if (pace.level === 0 || now - since < pace.patience) {
        return {...pace, lateSince: -1, calmSince: since};
    }
    const patience = Math.min(2 * pace.patience, MOST_PATIENCE);
    return {...pace, level: pace.level - 1, lateSince: -1, judgedFrom: now + SETTLE, calmSince: -1, patience};
}

/** What is wanted of a picture that is shown in this size; of none, none. */
export function wantedOf({level}, shown) {
    return (
        shown && {
            width: scaled(shown.width, level),
            height: scaled(shown.height, level),
            framesPerSecond: Math.min(shown.framesPerSecond, RATES[level]),
        }
    );
}

function scaled(pixels, level) {
    return Math.max(1, Math.floor(pixels * SIZES[level]));
}
