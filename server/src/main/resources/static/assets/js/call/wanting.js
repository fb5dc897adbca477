import {PICTURE_PIXELS} from '../protocol/limits.js';

/**
 * What a receiver says of the size in which it shows one picture: at once when it begins to show it, and later when a size has
 * stood for a moment, because a window that is drawn larger has another one with every pixel. A value for one channel; both
 * clients have the same rule, that of `org.confero.call.Wanting`.
 *
 * @typedef {{width: number, height: number, framesPerSecond: number}} Size
 * @typedef {{said: boolean, last: Size?, shown: Size?, since: number}} Wanting said: whether anything was; last: what was said
 *     last, null that it is not shown; shown: in which size it was when it was last looked at, null when it was not; since: when that
 *     size was first seen, in milliseconds
 */

/** @type {Wanting} */
export const NOTHING_SAID = Object.freeze({said: false, last: null, shown: null, since: 0});

/** A size that has stood for so many milliseconds stays. */
const STILL = 300;

/** What is not shown for so many milliseconds is not wanted: to come back costs a whole picture. */
const HIDDEN = 3000;

/** Nobody shows more frames a second than this. */
const FRAMES_PER_SECOND = 30;

/** Sizes are said in multiples of this, so that proportions that are rounded otherwise make no other size. */
const GRAIN = 4;

/**
 * The size to be said of a picture that is shown in so many device pixels; null when it has none.
 *
 * @param {number} width
 * @param {number} height
 * @returns {Size?}
 */
export function sizeOf(width, height) {
    return width >= 1 && height >= 1
        ? {width: rounded(width), height: rounded(height), framesPerSecond: FRAMES_PER_SECOND}
        : null;
}

function rounded(pixels) {
    return Math.min(PICTURE_PIXELS, Math.ceil(pixels / GRAIN) * GRAIN);
}

/**
 * Has to be called again and again while the other side sends a picture.
 *
 * @param {Wanting} before
 * @param {Size?} now
 * @param {number} millis
 * @returns {{next: Wanting, says: boolean}} says: whether next.last is to be said now
 */
export function look(before, now, millis) {
    const since = same(now, before.shown) ? before.since : millis;
    const isNew = before.said ? !same(now, before.last) : now !== null;
    const says = isNew && (before.last === null || millis - since >= (now === null ? HIDDEN : STILL));
    return {next: {said: before.said || says, last: says ? now : before.last, shown: now, since}, says};
}

/** When the next look is due though nothing happens, in milliseconds of the same clock; -1 when it is not. */
export function wakeAt({said, last, shown, since}) {
    return said && !same(shown, last) ? since + (shown === null ? HIDDEN : STILL) : -1;
}

function same(one, other) {
    const names = ['width', 'height', 'framesPerSecond'];
    return one === other || names.every(name => one?.[name] === other?.[name]);
}
