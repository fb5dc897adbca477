/**
 * How our picture is encoded for one receiver: no larger than it is shown there. Both clients have the same rule, that of
 * `org.confero.call.Encoding`.
 *
 * @typedef {{active: boolean, scaleDownBy: number, bitsPerSecond: number, framesPerSecond: number}} Encoding
 */

/**
 * By what a picture is divided, the largest first. Steps, because every other size begins with a whole picture, and a tile that
 * grows by a few pixels is not worth one.
 */
const STEPS = [16, 12, 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1.25, 1];

/** More than this cannot be seen with any of the codecs. */
const BITS_PER_PIXEL = 0.2;

/** So that a picture of a few pixels can be told from another one. */
const LEAST_BITS = 100_000;

const NONE = Object.freeze({active: false, scaleDownBy: 1, bitsPerSecond: LEAST_BITS, framesPerSecond: 1});

/**
 * @param {{width: number, height: number, framesPerSecond: number}} captured what the camera gives
 * @param {{height: number, bitrate: number}} budget budget.js
 * @param {{size?: {width: number, height: number, framesPerSecond: number}}?} want what the receiver has said last; null while
 *     it has said nothing, and then everything is wanted
 * @returns {Encoding}
 */
export function encodingOf(captured, budget, want) {
    let scale = Math.max(1, Math.min(captured.width, captured.height) / budget.height);
    let rate = captured.framesPerSecond;
    if (want !== null) {
        if (want.size === undefined) {
            return NONE;
        }
        scale = Math.max(scale, covering(captured, want.size));
        rate = Math.min(rate, want.size.framesPerSecond);
    }
    const pixels = (captured.width / scale) * (captured.height / scale);
    const bits = Math.min(budget.bitrate, Math.max(LEAST_BITS, pixels * rate * BITS_PER_PIXEL));
    return {active: true, scaleDownBy: scale, bitsPerSecond: Math.floor(bits), framesPerSecond: rate};
}

/** The largest step that leaves a picture at least as large as it is shown. */
function covering(captured, shown) {
    const most = Math.min(captured.width / shown.width, captured.height / shown.height);
    return STEPS.find(step => step <= most) ?? 1;
}
