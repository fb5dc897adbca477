// Where the tiles go. Pure, so that it can be tested by its table.

const GAP = 8;

/** Pictures are never shown wider than 16:9, and cropped at the sides to 4:3 at most, on a phone held upright to 1:1. */
const WIDEST = 16 / 9;
const NARROWEST = {landscape: 4 / 3, portrait: 1};

const INSET_SHARE = 0.22;
const INSET_LEAST = 120;
const INSET_MOST = 300;

/**
 * The largest tiles of equal size for this many pictures; a last row that is not full stands in the middle.
 *
 * @param {number} count
 * @param {number} width in CSS pixels, as everything here
 * @param {number} height
 * @returns {{x: number, y: number, width: number, height: number}[]} one a picture, in whole pixels
 */
export function grid(count, width, height) {
    const narrowest = NARROWEST[width < height ? 'portrait' : 'landscape'];
    let best = {area: -1};
    for (let columns = 1; columns <= count; columns += 1) {
        const rows = Math.ceil(count / columns);
        const tile = fit((width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows, narrowest);
        const area = tile.width * tile.height;
        if (area > best.area) {
            best = {area, columns, rows, tile};
        }
    }
    return count === 0 ? [] : place(count, width, height, best);
}

/**
 * Where the others go, and oneself: a small picture in the corner of a call of two, because the other one is whom one looks
 * at; where it is higher than wide, or with more people, a tile like every other.
 *
 * @param {number} others
 * @param {number} width
 * @param {number} height
 * @returns {{others: object[], own: object, inset: boolean}}
 */
export function arrange(others, width, height) {
    if (others === 1 && width > height) {
        const own = inset(width, height);
        return {others: [whole(width, height)], own, inset: true};
    }
    const places = grid(others + 1, width, height);
    if (others === 0) {
        // Below it is the room's link, to be sent to others.
        places[0].y = 0;
    }
    return {others: places.slice(0, others), own: places[others], inset: false};
}

function whole(width, height) {
    const widest = Math.min(width, Math.floor(height * 2));
    return {x: Math.floor((width - widest) / 2), y: 0, width: widest, height: Math.floor(height)};
}

function inset(width, height) {
    const wide = Math.round(Math.min(INSET_MOST, Math.max(INSET_LEAST, width * INSET_SHARE)));
    const high = Math.round(wide / WIDEST);
    const main = whole(width, height);
    return {x: main.x + main.width - wide - 2 * GAP, y: main.height - high - 2 * GAP, width: wide, height: high};
}

function fit(width, height, narrowest) {
    if (width <= 0 || height <= 0) {
        return {width: 0, height: 0};
    }
    if (width / height > WIDEST) {
        return {width: height * WIDEST, height};
    }
    return {width, height: Math.min(height, width / narrowest)};
}

function place(count, width, height, {columns, rows, tile}) {
    const top = (height - rows * tile.height - (rows - 1) * GAP) / 2;
    return Array.from({length: count}, (_, index) => {
        const row = Math.floor(index / columns);
        const inRow = row < rows - 1 ? columns : count - columns * (rows - 1);
        const left = (width - inRow * tile.width - (inRow - 1) * GAP) / 2;
        return {
            x: Math.floor(left + (index % columns) * (tile.width + GAP)),
            y: Math.floor(top + row * (tile.height + GAP)),
            width: Math.floor(tile.width),
            height: Math.floor(tile.height),
        };
    });
}
