import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';

import {Heartbeat} from '../../../main/resources/static/assets/js/signaling/heartbeat.js';

beforeEach(() => mock.timers.enable({apis: ['setTimeout', 'setInterval', 'Date']}));
afterEach(() => mock.timers.reset());

test('a page whose timers were held back for a minute does not take the server for dead', () => {
    let silent = 0;
    let pings = 0;
    const heartbeat = new Heartbeat(5_000, 20, () => (pings += 1), () => (silent += 1));
    mock.timers.tick(1_000);
    heartbeat.heard();
    // The clock goes on and no timer runs, then all that are due do, in their order.
    mock.timers.setTime(60_000);
    mock.timers.tick(1);
    assert.ok(pings > 0);
    assert.equal(silent, 0);
    heartbeat.heard();
    heartbeat.stop();
});

test('in doubt half a second without an answer is enough, and an answer ends the doubt', () => {
    let silent = 0;
    let pings = 0;
    const heartbeat = new Heartbeat(5_000, 20, () => (pings += 1), () => (silent += 1));
    heartbeat.doubt();
    heartbeat.doubt();
    assert.equal(pings, 1);
    mock.timers.tick(499);
    heartbeat.heard();
    mock.timers.tick(500);
    assert.equal(silent, 0);
    heartbeat.doubt();
    mock.timers.tick(500);
    assert.equal(silent, 1);
    mock.timers.tick(60_000);
    assert.equal(silent, 1);
});

test('where answers take their time, one in doubt waits longer, but not for long', () => {
    for (const [welcome, patience] of [[20, 500], [300, 1_200], [3_000, 2_000]]) {
        let silent = 0;
        const heartbeat = new Heartbeat(5_000, welcome, () => {}, () => (silent += 1));
        heartbeat.doubt();
        mock.timers.tick(patience - 1);
        assert.equal(silent, 0);
        mock.timers.tick(1);
        assert.equal(silent, 1);
    }
});

test('how long answers take is learned from each', () => {
    let silent = 0;
    const heartbeat = new Heartbeat(5_000, 20, () => {}, () => (silent += 1));
    mock.timers.tick(5_000);
    mock.timers.tick(400);
    heartbeat.heard();
    heartbeat.answered();
    heartbeat.doubt();
    mock.timers.tick(1_599);
    assert.equal(silent, 0);
    mock.timers.tick(1);
    assert.equal(silent, 1);
});

test('when a ping stays unanswered, silence is told, once', () => {
    let silent = 0;
    new Heartbeat(5_000, 20, () => {}, () => (silent += 1));
    for (let second = 0; second < 60; second += 1) {
        assert.equal(silent, second <= 14 ? 0 : 1, `after ${second} s`);
        mock.timers.tick(1_000);
    }
});
