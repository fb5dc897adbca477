import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, test} from 'node:test';

import {Conference} from '../../../main/resources/static/assets/js/call/conference.js';
import {FakeStream, settle} from './fake-connection.js';
import {FakeWorld} from './fake-world.js';

const STATE = {audio: true, video: true, screen: false, hand: false};
const OLD = [{urls: ['turn:old'], username: '1:me', credential: 'o'}];
const FRESH = [{urls: ['turn:fresh'], username: '2:me', credential: 'f'}];
const person = id => ({id, name: id, state: STATE, role: 'participant', presence: 'connected'});
const joined = (iceServers, ...others) => ({
    type: 'joined', self: 'me', room: {id: 'demo'}, participants: others.map(person), iceServers,
});

const native = globalThis.MediaStream;
let conference;
let connections;
let doubted;
let world;

before(() => {
    globalThis.MediaStream = FakeStream;
});
after(() => {
    globalThis.MediaStream = native;
});
beforeEach(async () => {
    doubted = 0;
    world = new FakeWorld();
    connections = world.connections;
    const media = Object.assign(new EventTarget(), {
        stream: new FakeStream(), audio: {track: null}, video: {track: null}, state: STATE,
    });
    const signaling = {join() {}, signal() {}, tellQuality() {}, doubt: () => (doubted += 1)};
    conference = new Conference(media, () => signaling, world);
    conference.join({room: 'demo', name: 'Me'});
    conference.connected();
    conference.message(joined(OLD, 'ada'));
    await settle();
});

describe('ICE servers that take the place of others', () => {
    test('are for the links that are there, when they look for new ways', async () => {
        assert.deepEqual(connections[0].configuration, {iceServers: OLD, bundlePolicy: 'max-bundle'});
        conference.message({type: 'ice-servers', iceServers: FRESH});
        await connections[0].becomes('failed');
        assert.deepEqual(connections[0].log.filter(entry => /^use|^restart/.test(entry)), ['use turn:fresh', 'restart']);
    });

    test('are for links to come', () => {
        conference.message({type: 'ice-servers', iceServers: FRESH});
        conference.message({type: 'participant-joined', participant: person('bob')});
        assert.deepEqual(connections[1].configuration, {iceServers: FRESH, bundlePolicy: 'max-bundle'});
    });

    test('also come with a snapshot after a loss, and the links stay', () => {
        conference.message(joined(FRESH, 'ada'));
        assert.equal(connections.length, 1);
        assert.equal(connections[0].closed, false);
        assert.ok(connections[0].log.includes('use turn:fresh'));
    });
});

test('a link that breaks makes the socket doubtful, and one that comes up does not', async () => {
    await connections[0].becomes('connected');
    assert.equal(doubted, 0);
    await connections[0].becomes('disconnected');
    assert.equal(doubted, 1);
    await connections[0].becomes('failed');
    assert.equal(doubted, 1);
});

test('where no sound comes for a moment the socket is doubtful, once, also while the link seems well', async () => {
    const [connection] = connections;
    await connection.becomes('connected');
    const hears = async (rounds, packets) => {
        for (let i = 0; i < rounds; i += 1) {
            connection.packets += packets;
            world.passes(200);
            await settle();
        }
    };
    await hears(20, 0);
    assert.equal(doubted, 0, 'nobody has said anything yet');
    await hears(20, 10);
    await hears(1, 0);
    assert.equal(doubted, 0);
    await hears(10, 0);
    assert.equal(doubted, 1);
    await hears(5, 10);
    await hears(10, 0);
    assert.equal(doubted, 2);
});

describe('when the server does not let one in again', () => {
    let refused;

    beforeEach(async () => {
        refused = [];
        conference.addEventListener('refused', ({code}) => refused.push(code));
        conference.message({type: 'participant-joined', participant: person('bob')});
        await connections[0].becomes('connected');
    });

    test('the links that are up stay, and the others go', () => {
        conference.shutOut('unauthorized', 'The token has run out');
        assert.equal(conference.server, 'shut-out');
        assert.equal(conference.shutOutBy.code, 'unauthorized');
        assert.deepEqual(conference.participants.map(({id}) => id), ['ada']);
        assert.deepEqual(connections.map(({closed}) => closed), [false, true]);
        assert.deepEqual(refused, []);
    });

    test('a link may recover by itself, and with the last one the stay ends, with the reason', async () => {
        conference.shutOut('unauthorized', 'The token has run out');
        await connections[0].becomes('disconnected');
        assert.deepEqual(refused, []);
        await connections[0].becomes('failed');
        assert.deepEqual(refused, ['unauthorized']);
        assert.equal(conference.server, 'ended');
        assert.equal(connections[0].closed, true);
    });

    test('where nothing is left to keep, it is the end at once', async () => {
        await connections[0].becomes('failed');
        conference.shutOut('no-such-room', 'Gone');
        assert.deepEqual(refused, ['no-such-room']);
    });
});
