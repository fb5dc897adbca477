import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {Conference} from '../../../main/resources/static/assets/js/call/conference.js';
import {wordsFor, wordsForOrder} from '../../../main/resources/static/assets/js/protocol/words.js';
import {endingOf} from '../../../main/resources/static/assets/js/ui/over-screen.js';
import {possible} from '../../../main/resources/static/assets/js/ui/person.js';
import {FakeWorld} from './fake-world.js';

const ON = {audio: true, video: true, screen: false, hand: false};
const ROOM = {id: 'demo', title: 'Talk', locked: false, capacity: 16, role: 'host'};

function conference() {
    const media = Object.assign(new EventTarget(), {state: ON});
    const it = new Conference(media, () => ({join() {}, leave() {}}), new FakeWorld());
    it.join({room: 'demo', name: 'Ada'});
    it.message({type: 'joined', seq: 1, self: 'me', room: ROOM, participants: [], iceServers: []});
    return it;
}

describe('a host', () => {
    test('is told once of each who knocks, in the order of their coming, until they are gone', () => {
        const it = conference();
        const knocks = [];
        it.addEventListener('knock', ({visitor}) => knocks.push(visitor.name));
        it.message({type: 'knock', seq: 2, visitor: {id: 'b', name: 'Bob'}});
        it.message({type: 'knock', seq: 3, visitor: {id: 'c', name: 'Cleo'}});
        it.message({type: 'knock', seq: 4, visitor: {id: 'b', name: 'Bob'}});
        assert.deepEqual(knocks, ['Bob', 'Cleo']);
        assert.deepEqual(it.visitors.map(({id}) => id), ['b', 'c']);
        it.message({type: 'knock-ended', seq: 5, id: 'b'});
        assert.deepEqual(it.visitors.map(({id}) => id), ['c']);
    });

    test('who is none any more knows of nobody at the door', () => {
        const it = conference();
        it.message({type: 'knock', seq: 2, visitor: {id: 'b', name: 'Bob'}});
        assert.ok(it.isHost);
        const me = {id: 'me', name: 'Ada', state: ON, role: 'participant', presence: 'connected'};
        it.message({type: 'participant-updated', seq: 3, participant: me});
        assert.ok(!it.isHost);
        assert.deepEqual(it.visitors, []);
        assert.deepEqual(it.participants, []);
    });

    test('can do what makes sense', () => {
        assert.deepEqual(possible(ON, 'participant', false), ['mute', 'promote', 'remove']);
        assert.deepEqual(possible({...ON, audio: false}, 'host', false), ['demote', 'remove']);
        assert.deepEqual(possible(ON, 'host', true), ['demote']);
    });

    test('who is the last one is told what to do first', () => {
        assert.match(wordsForOrder('demote', 'not-allowed'), /Make somebody else a host first/);
        assert.match(wordsForOrder('remove', 'not-allowed'), /Only hosts/);
        assert.match(wordsForOrder('admit', 'room-full'), /full/);
        assert.match(wordsForOrder('lock', 'internal'), /could not do this/);
    });
});

test('a lock is seen, and the title stays', () => {
    const it = conference();
    it.message({type: 'room-updated', seq: 2, room: {...ROOM, locked: true, role: undefined}});
    assert.equal(it.room.locked, true);
    assert.equal(it.room.title, 'Talk');
});

test('a server that is asked too often says how long it wants to be left alone', () => {
    assert.match(wordsFor('too-many-requests', 'x', 11_500), /Try again in 12 seconds/);
    assert.match(wordsFor('too-many-requests'), /Wait a moment/);
});

test('every end says what one can do next', () => {
    for (const code of ['removed', 'denied', 'ended', 'deleted', 'expired']) {
        const {title, what, next} = endingOf(code, 'otherwise');
        assert.ok(title && what && next && what !== 'otherwise', code);
    }
    assert.equal(endingOf('expired').again, null);
    assert.deepEqual(endingOf('room-full', 'Full.'), {
        title: 'You are no longer in the call', what: 'Full.', next: '', again: 'Try again',
    });
});
