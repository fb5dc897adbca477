import assert from 'node:assert/strict';
import {test} from 'node:test';

import {linkOf, readRoom, roomOfPath} from '../../../main/resources/static/assets/js/protocol/rooms.js';
import {displayName} from '../../../main/resources/static/assets/js/protocol/values.js';

test('a room may be typed by its id', () => {
    assert.deepEqual(readRoom(' demo '), {room: 'demo', origin: null});
});

test('a room may be pasted as its link', () => {
    assert.deepEqual(readRoom('https://meet.example:8443/demo/'), {room: 'demo', origin: 'https://meet.example:8443'});
    assert.deepEqual(readRoom('HTTP://localhost:8080/a_b-1?x#y'), {room: 'a_b-1', origin: 'http://localhost:8080'});
});

test('what is no room says what a room is', () => {
    for (const text of ['', '-a', 'a b', 'ä', 'a'.repeat(65), 'https://meet.example/', 'https://', 'javascript:alert(1)']) {
        assert.throws(() => readRoom(text), {code: 'room-invalid', message: /^A room id is 1 to 64 letters/}, text);
    }
    assert.throws(() => readRoom('api'), {code: 'room-invalid', message: 'This room id is reserved'});
});

test('the address names the room', () => {
    assert.equal(roomOfPath('/demo'), 'demo');
    assert.equal(roomOfPath('/'), null);
    assert.equal(roomOfPath('/a/b'), null);
    assert.equal(linkOf('demo', 'http://localhost:8080'), 'http://localhost:8080/demo');
});

test('names are trimmed as the server trims them', () => {
    assert.equal(displayName('  Ada\t'), 'Ada');
    assert.equal(displayName(' \u00a0Ada '), '\u00a0Ada');
});

test('names count in code points', () => {
    assert.equal(displayName('👩'.repeat(64)), '👩'.repeat(64));
    assert.throws(() => displayName('👩'.repeat(65)), {message: 'A name has at most 64 characters'});
    assert.throws(() => displayName('   '), {message: 'A name is needed'});
    assert.throws(() => displayName('\u200b\u3164'), {message: 'A name is needed'});
    assert.throws(() => displayName('a\u202eb'), {message: 'A name has no control or direction-changing characters'});
});
