import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {arrange, grid} from '../../../main/resources/static/assets/js/ui/arrange.js';

const SCREENS = {phone: [344, 620], 'phone on its side': [800, 280], desktop: [1256, 672], wide: [2536, 1200]};

const overlap = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('tiles stay on the stage, apart from each other, of one size and of the shape of a picture', () => {
    for (const [name, [width, height]] of Object.entries(SCREENS)) {
        for (let count = 1; count <= 16; count += 1) {
            test(`${count} on a ${name}`, () => {
                const tiles = grid(count, width, height);
                assert.equal(tiles.length, count);
                for (const [index, tile] of tiles.entries()) {
                    assert.ok(tile.x >= 0 && tile.x + tile.width <= width, 'within the width');
                    assert.ok(tile.y >= 0 && tile.y + tile.height <= height, 'within the height');
                    assert.deepEqual([tile.width, tile.height], [tiles[0].width, tiles[0].height]);
                    assert.ok(tile.width / tile.height > 0.98 && tile.width / tile.height < 1.82, 'like a picture');
                    assert.ok(!tiles.slice(0, index).some(other => overlap(tile, other)), 'not on another');
                }
            });
        }
    }
});

test('the space is used: four on a desktop stand two by two', () => {
    const tiles = grid(4, 1256, 672);
    assert.equal(new Set(tiles.map(({x}) => x)).size, 2);
    assert.equal(new Set(tiles.map(({y}) => y)).size, 2);
    const used = 4 * tiles[0].width * tiles[0].height;
    assert.ok(used > 0.85 * 1256 * 672, `${used} of ${1256 * 672}`);
});

test('a last row that is not full stands in the middle', () => {
    const [left, right, last] = grid(3, 1000, 620);
    const middle = (left.x + right.x + right.width) / 2;
    assert.ok(Math.abs(last.x + last.width / 2 - middle) <= 1);
});

test('in a call of two the other one is large and oneself in the corner', () => {
    const {others, own, inset} = arrange(1, 1256, 672);
    assert.ok(inset);
    assert.ok(others[0].width > 1000 && own.width < 320);
    assert.ok(own.x + own.width <= others[0].x + others[0].width);
    assert.ok(own.y + own.height <= others[0].height);
});

test('on a phone held upright both stand one above the other', () => {
    const {others, own, inset} = arrange(1, 344, 620);
    assert.ok(!inset);
    assert.ok(!overlap(others[0], own));
});

test('a stage of no size is no error', () => {
    assert.deepEqual(grid(0, 100, 100), []);
    assert.equal(arrange(3, 0, 0).others.length, 3);
});
