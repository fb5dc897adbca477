// What pictures show, read back from their pixels. The desktop's fake camera: TestPicture.java says how it is drawn.

/**
 * The sender's clock and background colour in a picture of any size. Stands alone, because it also runs inside of pages.
 *
 * @param {Uint8Array|Uint8ClampedArray} pixels red, green, blue (and alpha), row by row
 * @param {number} width in pixels
 * @param {number} height in pixels
 * @param {number} channels 3 or 4
 * @param {number} now Unix time in ms, to complete the clock's 32 bits
 * @returns {{clock: number, colour: number[]}} clock in Unix ms; null when this is another picture: the strip is not
 *     black and white, or its clock is more than a minute off, as on a picture that is all black
 */
export function readTestPicture(pixels, width, height, channels, now) {
    const at = (x, y) => {
        const start = (Math.floor(y) * width + Math.floor(x)) * channels;
        return [pixels[start], pixels[start + 1], pixels[start + 2]];
    };
    // The strip is the lowest 32 of 360 rows; the background is bare between it and the moving bar. What bandwidth is
    // short of is sharpness, so a cell is judged by the mean of its middle.
    const middle = [-1, 0, 1];
    const light = cell => middle.flatMap(row => middle.map(column => at(
        (cell + 0.5 + column * 0.2) * width / 32,
        height * (1 - (16 + row * 6) / 360),
    ))).flat().reduce((sum, value) => sum + value, 0) / 27;
    let bits = 0;
    for (let cell = 0; cell < 32; cell++) {
        const mean = light(cell);
        if (mean > 100 && mean < 155) {
            return null;
        }
        bits = (bits << 1 | (mean >= 155 ? 1 : 0)) >>> 0;
    }
    // The whole clock is the one with these lower bits that is nearest to now.
    const span = 2 ** 32;
    const near = Math.floor(now / span) * span + bits;
    const clock = [near - span, near, near + span].reduce((a, b) => Math.abs(b - now) < Math.abs(a - now) ? b : a);
    if (Math.abs(clock - now) > 60_000) {
        return null;
    }
    return {clock, colour: at(width / 2, height * 290 / 360)};
}

/** The background colour of a name, as red, green, blue. */
export function colourOf(name) {
    let hash = 0;
    for (const unit of name.split('').map(letter => letter.charCodeAt(0))) {
        hash = Math.imul(31, hash) + unit | 0;
    }
    const hue = (hash % 360 + 360) % 360 / 60;
    const [saturation, brightness] = [0.65, 0.55];
    return [5, 3, 1].map(offset => {
        const k = (offset + hue) % 6;
        return Math.round(255 * brightness * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1))));
    });
}

/**
 * The mean colours of the four by four fields of a picture: what is left of it after scaling and coding. Stands alone.
 *
 * @returns {number[][]} 16 times red, green, blue, row by row
 */
export function mosaic(pixels, width, height, channels) {
    const sums = Array.from({length: 16}, () => [0, 0, 0, 0]);
    for (let i = 0, place = 0; i < pixels.length; i += channels, place++) {
        const row = Math.floor(Math.floor(place / width) * 4 / height);
        const sum = sums[row * 4 + Math.floor(place % width * 4 / width)];
        sum[0] += pixels[i];
        sum[1] += pixels[i + 1];
        sum[2] += pixels[i + 2];
        sum[3]++;
    }
    return sums.map(([red, green, blue, count]) => [red, green, blue].map(channel => channel / count));
}

/** How far two colours are from each other: the largest difference of a channel, 0 to 255. */
export function distance(one, other) {
    return Math.max(...one.map((value, channel) => Math.abs(value - other[channel])));
}
