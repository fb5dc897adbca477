import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

import {Viewing} from '../../../main/resources/static/assets/js/call/viewing.js';
import {FakeWorld} from './fake-world.js';

const LARGE = {width: 1280, height: 720, framesPerSecond: 30};
const SMALL = {width: 320, height: 180, framesPerSecond: 30};

let world;
let said;
let heard;
let viewing;

const sizes = () => said.map(({size}) => size?.width ?? null);

beforeEach(() => {
    world = new FakeWorld();
    said = [];
    heard = true;
    viewing = new Viewing(world, () => heard, message => said.push(message));
});

test('the other side is told how large its picture is shown, and again when it has greeted anew', () => {
    viewing.shows(LARGE);
    assert.deepEqual(said, [{type: 'want', source: 'camera', size: LARGE}]);
    viewing.greeted();
    assert.deepEqual(sizes(), [1280, 1280]);
});

test('nothing is said to a side that does not hear us yet', () => {
    heard = false;
    viewing.shows(SMALL);
    assert.deepEqual(said, []);
    heard = true;
    viewing.greeted();
    assert.deepEqual(sizes(), [320]);
});

test('after its end nothing is asked for any more', () => {
    viewing.shows(LARGE);
    viewing.shows(SMALL);
    viewing.stop();
    world.passes(60_000);
    assert.deepEqual(sizes(), [1280]);
});

test('a size that changes in quick succession is told in the end', () => {
    viewing.shows(LARGE);
    viewing.shows(SMALL);
    world.passes(60_000);
    assert.deepEqual(sizes(), [1280, 320]);
});

test('how the link was is what was measured of picture and sound', () => {
    assert.equal(viewing.quality, null);
    viewing.works(true);
    viewing.measured({packetsReceived: 0}, {packetsReceived: 0}, {millis: 10, relayed: false});
    viewing.measured({packetsReceived: 60, packetsLost: 5}, {packetsReceived: 40, packetsLost: 0}, {millis: 20, relayed: true});
    world.passes(1000);
    assert.equal(viewing.quality.relayed, true);
});
