// The pictures that the desktop's engine writes, as pixels.
import {readFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import {inflate} from 'node:zlib';

const SIGNATURE = '89504e470d0a1a0a';
/** Bytes a pixel: red, green, blue. */
const BYTES = 3;

/**
 * Reads a PNG of the one kind that the engine writes: 8 bits a channel, red, green, blue, not interlaced.
 *
 * @param {string} file
 * @returns {Promise<{pixels: Buffer, width: number, height: number}>} row by row
 */
export async function readPng(file) {
    const png = await readFile(file);
    const header = png.subarray(16, 29);
    if (png.toString('hex', 0, 8) !== SIGNATURE || header.toString('hex', 8) !== '0802000000') {
        throw new Error(`${file} is not a PNG of 8 bits a channel, red, green and blue`);
    }
    const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
    const rows = await promisify(inflate)(Buffer.concat([...data(png)]));
    return {pixels: unfilter(rows, width * BYTES, height), width, height};
}

/** The parts of the compressed picture. */
function* data(png) {
    for (let at = 8; at < png.length;) {
        const length = png.readUInt32BE(at);
        if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
            yield png.subarray(at + 8, at + 8 + length);
        }
        at += length + 12;
    }
}

/** Undoes what each row's filter did: PNG specification, section 9. */
function unfilter(rows, stride, height) {
    const pixels = Buffer.alloc(stride * height);
    for (let row = 0; row < height; row++) {
        const filter = rows[row * (stride + 1)];
        const source = row * (stride + 1) + 1;
        const target = row * stride;
        for (let i = 0; i < stride; i++) {
            const left = i < BYTES ? 0 : pixels[target + i - BYTES];
            const above = row === 0 ? 0 : pixels[target + i - stride];
            const corner = i < BYTES || row === 0 ? 0 : pixels[target + i - stride - BYTES];
            pixels[target + i] = rows[source + i] + predicted(filter, left, above, corner);
        }
    }
    return pixels;
}

function predicted(filter, left, above, corner) {
    switch (filter) {
        case 0:
            return 0;
        case 1:
            return left;
        case 2:
            return above;
        case 3:
            return left + above >> 1;
        case 4:
            return paeth(left, above, corner);
        default:
            throw new Error(`No PNG filter: ${filter}`);
    }
}

function paeth(left, above, corner) {
    const byLeft = Math.abs(above - corner);
    const byAbove = Math.abs(left - corner);
    const byCorner = Math.abs(left + above - 2 * corner);
    if (byLeft <= byAbove && byLeft <= byCorner) {
        return left;
    }
    return byAbove <= byCorner ? above : corner;
}
