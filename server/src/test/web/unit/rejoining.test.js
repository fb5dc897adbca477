import assert from 'node:assert/strict';
import {beforeEach, mock, test} from 'node:test';

import {HeldPlace} from '../../../main/resources/static/assets/js/signaling/held-place.js';
import {Orders} from '../../../main/resources/static/assets/js/signaling/orders.js';
import {Rejoining} from '../../../main/resources/static/assets/js/signaling/rejoining.js';

beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({apis: ['Date']});
});

test('the first try after a loss is at once, and each next one later', () => {
    const rejoining = new Rejoining('https://meet.test', () => 0);
    rejoining.stands();
    assert.equal(rejoining.pause(0), 0);
    assert.equal(rejoining.pause(0), 500);
    assert.equal(rejoining.pause(0), 1000);
    rejoining.stands();
    assert.equal(rejoining.pause(0), 0);
});

test('a server that names a time is not asked before', () => {
    const rejoining = new Rejoining('https://meet.test', () => 0);
    rejoining.stands();
    rejoining.notFor(30_000);
    mock.timers.tick(1000);
    assert.equal(rejoining.pause(0), 29_000);
    assert.equal(rejoining.pause(60_000), 60_000);
});

test('a page that was led to https does not go on from an address that is not', () => {
    const rejoining = new Rejoining('http://meet.test', () => 0);
    assert.equal(rejoining.mayGoHome, true);
    rejoining.told(['https://b.test']);
    rejoining.stands();
    rejoining.pause(0);
    rejoining.pause(0);
    assert.equal(rejoining.address, 'https://b.test');
    assert.equal(rejoining.mayGoHome, false);
});

test('a held place waits as long as the server says, and is held until it is ours', () => {
    const place = new HeldPlace();
    assert.equal(place.mayWait, false);
    place.hold();
    place.waits(5000);
    mock.timers.tick(4000);
    assert.equal(place.mayWait, true);
    mock.timers.tick(1000);
    assert.deepEqual([place.mayWait, place.isHeld], [false, true]);
    place.letGo();
    assert.equal(place.isHeld, false);
});

test('an order is answered once, by its own answer', async () => {
    const orders = new Orders();
    const answer = orders.give('1');
    assert.equal(orders.settle('2', {ok: true}), false);
    assert.equal(orders.settle('1', {ok: true}), true);
    assert.equal(orders.settle('1', {ok: false, code: 'internal'}), false);
    assert.deepEqual(await answer, {ok: true});
});
