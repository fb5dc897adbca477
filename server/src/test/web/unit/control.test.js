import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {decodeLinkSignal, encodeLinkSignal} from '../../../main/resources/static/assets/js/protocol/messages.js';
import {readControl, writeControl} from '../../../main/resources/static/assets/js/protocol/control.js';
import {fixtures, frameOf} from './fixtures.js';

const read = frame => readControl('', frame).message;

/** What the browser reads as an object and not as a text, in the words of the corpus. */
const readLinkSignal = object => {
    const decoded = decodeLinkSignal(object);
    return decoded.ok ? {ok: true, message: encodeLinkSignal(decoded.message)} : decoded;
};

describe('what the other side may say is understood, and said alike', () => {
    for (const {name, json} of fixtures('valid/control')) {
        test(name, () => {
            assert.deepEqual(read(JSON.stringify(json)), {ok: true, message: json});
            assert.deepEqual(writeControl(json).map(frame => JSON.parse(frame)), [json]);
        });
    }
    for (const {name, json} of fixtures('valid/link-signal')) {
        test(name, () => assert.deepEqual(readLinkSignal(json), {ok: true, message: json}));
    }
});

describe('what says more than it must is understood', () => {
    for (const {name, json} of fixtures('tolerated/control')) {
        test(name, () => assert.deepEqual(read(frameOf(json)), {ok: true, message: json.means}));
    }
    for (const {name, json} of fixtures('tolerated/link-signal')) {
        test(name, () => assert.deepEqual(readLinkSignal(JSON.parse(frameOf(json))), {ok: true, message: json.means}));
    }
});

describe('what breaks a rule is refused with its code', () => {
    for (const {name, json} of fixtures('invalid/control')) {
        test(name, () => assert.equal(read(frameOf(json)).code, json.code));
    }
    for (const {name, json} of fixtures('invalid/link-signal')) {
        test(name, () => assert.equal(decodeLinkSignal(JSON.parse(frameOf(json))).code, json.code));
    }
});

test('a long description arrives in parts that the channel takes', () => {
    for (const shift of ['', 'x', 'xy']) {
        const sent = {type: 'signal', data: {description: {type: 'offer', sdp: shift + '😀"\\é\r\n'.repeat(3000)}}};
        const frames = writeControl(sent);
        assert.ok(frames.length > 1);
        assert.ok(frames.every(frame => new TextEncoder().encode(frame).length <= 16384));
        let pending = '';
        const messages = [];
        for (const frame of frames) {
            const {next, message} = readControl(pending, frame);
            pending = next;
            messages.push(message);
        }
        assert.deepEqual(messages, [...frames.slice(1).map(() => null), {ok: true, message: sent}]);
        assert.equal(pending, '');
    }
});

test('a message that never ends is dropped', () => {
    const part = JSON.stringify({type: 'part', last: false, text: 'a'.repeat(5000)});
    let pending = '';
    const codes = [];
    for (let i = 0; i < 14; i++) {
        const {next, message} = readControl(pending, part);
        pending = next;
        codes.push(message?.code ?? null);
    }
    assert.deepEqual(codes, [...Array(13).fill(null), 'too-large']);
    assert.equal(pending, '');
});

test('what breaks a rule is not even said', () => {
    assert.throws(() => writeControl({type: 'reaction', emoji: 'words'}), {code: 'bad-message'});
    assert.throws(() => writeControl({type: 'from-the-future'}), {code: 'unknown-type'});
});
