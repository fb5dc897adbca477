import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {decodeServer, decodeSignal, encodeClient} from '../../../main/resources/static/assets/js/protocol/messages.js';
import {fixtures, frameOf} from './fixtures.js';

/** What the browser reads as an object and not as a text. */
const readSignal = text => decodeSignal(JSON.parse(text));

describe('what the server may say is understood', () => {
    for (const {name, json} of fixtures('valid/server')) {
        test(name, () => assert.deepEqual(decodeServer(JSON.stringify(json)), {ok: true, message: json}));
    }
    for (const {name, json} of fixtures('valid/signal-data')) {
        test(`signal data: ${name}`, () => assert.deepEqual(decodeSignal(json), {ok: true, message: json}));
    }
});

describe('what says more than it must is understood', () => {
    for (const {name, json} of fixtures('tolerated/server')) {
        test(name, () => assert.deepEqual(decodeServer(frameOf(json)), {ok: true, message: json.means}));
    }
    for (const {name, json} of fixtures('tolerated/signal-data')) {
        test(`signal data: ${name}`, () => assert.deepEqual(readSignal(frameOf(json)), {ok: true, message: json.means}));
    }
});

describe('what breaks a rule is refused with its code', () => {
    for (const {name, json} of fixtures('invalid/server')) {
        test(name, () => assert.equal(decodeServer(frameOf(json)).code, json.code));
    }
    for (const {name, json} of fixtures('invalid/signal-data')) {
        test(`signal data: ${name}`, () => assert.equal(readSignal(frameOf(json)).code, json.code));
    }
});

describe('what the browser says is what the server understands', () => {
    for (const {name, json} of fixtures('valid/client')) {
        test(name, () => assert.deepEqual(JSON.parse(encodeClient(json)), json));
    }
});

describe('what a person may not be called, or no room, is not even sent', () => {
    const typed = new Set(['name-invalid', 'room-invalid']);
    for (const {name, json} of fixtures('invalid/client').filter(each => typed.has(each.json.code))) {
        test(name, () => assert.throws(() => encodeClient(JSON.parse(frameOf(json))), {code: json.code}));
    }
});

test('a frame over the limit is too large, counted in bytes', () => {
    const frame = JSON.stringify({type: 'pong', padding: 'é'.repeat(40_000)});
    assert.equal(decodeServer(frame).code, 'too-large');
});
