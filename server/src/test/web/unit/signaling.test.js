import assert from 'node:assert/strict';
import {beforeEach, describe, mock, test} from 'node:test';

import {Signaling} from '../../../main/resources/static/assets/js/signaling/signaling.js';
import {FakeSocket} from './fake-socket.js';

const URL_OF_SOCKET = new URL('ws://localhost/ws');
const ON = {audio: true, video: true, screen: false, hand: false};
const MUTED = {...ON, audio: false};

let sockets;
let said;
let signaling;
let why;
let beacons;

const socket = () => sockets.at(-1);

/** In steps, because node sets the clock to the end of a tick before it runs what is due in it. */
function pass(milliseconds) {
    for (let passed = 0; passed < milliseconds; passed += 100) {
        mock.timers.tick(Math.min(100, milliseconds - passed));
    }
}

const settle = () => new Promise(setImmediate);

beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({apis: ['setTimeout', 'setInterval', 'Date']});
    sockets = [];
    said = [];
    beacons = [];
    why = 'unreachable';
    const listener = {
        connected: () => said.push('connected'),
        waiting: () => said.push('waiting'),
        reconnecting: () => said.push('reconnecting'),
        message: message => said.push(message.type),
        refused: (code, detail) => said.push(`refused ${code}${detail ? `: ${detail}` : ''}`),
    };
    signaling = new Signaling(URL_OF_SOCKET, listener, {
        open: () => {
            sockets.push(new FakeSocket());
            return socket();
        },
        why: async () => why,
        random: () => 0,
        beacon: body => beacons.push(JSON.parse(body)),
    });
    signaling.join({room: 'demo', name: 'Ada', state: ON});
});

describe('joining', () => {
    test('says hello, then asks into the room', () => {
        socket().letsIn();
        assert.deepEqual(socket().sent, [
            {type: 'hello', client: {name: 'confero-web', version: '0.1.0'}},
            {type: 'join', id: '1', room: 'demo', name: 'Ada', state: ON},
        ]);
        assert.deepEqual(said, ['connected', 'joined']);
    });

    test('a full room is told with the server’s words, once', async () => {
        socket().welcomes();
        socket().says({type: 'error', ref: '1', code: 'room-full', detail: 'Full'});
        socket().drops();
        await settle();
        pass(60_000);
        assert.deepEqual(said, ['refused room-full: Full']);
        assert.equal(sockets.length, 1);
    });

    test('a server that does not answer is unreachable', async () => {
        socket().drops();
        await settle();
        assert.deepEqual(said, ['refused unreachable']);
    });

    test('a server that never lets us in is given up', async () => {
        socket().opens();
        pass(10_000);
        await settle();
        assert.deepEqual(said, ['refused unreachable']);
    });

    test('whatever talks otherwise is not Confero', () => {
        socket().opens();
        socket().says('Hello, I am a chat server');
        assert.deepEqual(said, ['refused not-confero']);
        assert.equal(socket().closed, 1000);
    });

    test('leaving before one is in ends in silence', async () => {
        const first = socket();
        signaling.leave();
        first.drops();
        await settle();
        assert.deepEqual(said, []);
    });
});

describe('in the room', () => {
    beforeEach(() => {
        socket().letsIn();
        said.length = 0;
    });

    test('news are passed on, pongs are not', () => {
        socket().says({type: 'participant-left', seq: 2, id: 'x', reason: 'left'});
        socket().says({type: 'pong', received: 2});
        assert.deepEqual(said, ['participant-left']);
    });

    test('a message that is not understood, or an error, does no harm', () => {
        mock.method(console, 'warn', () => {});
        socket().says('{"type":"from-the-future"}');
        socket().says({type: 'error', code: 'no-such-participant', detail: 'Gone'});
        assert.deepEqual(said, []);
        assert.equal(socket().closed, null);
        mock.restoreAll();
    });

    test('mute is told when it changes, and only then', () => {
        signaling.setState(MUTED);
        signaling.setState({...MUTED});
        assert.deepEqual(socket().sent.slice(2), [{type: 'state', state: MUTED}]);
    });

    test('leaving is said at once', () => {
        signaling.leave();
        assert.equal(socket().types.at(-1), 'leave');
        assert.equal(socket().closed, 1000);
    });

    test('a page that goes says so in a way that arrives', () => {
        signaling.farewell();
        assert.deepEqual(beacons.map(({resume}) => resume), [{session: 's', secret: 'secret', lastSeq: 1}]);
        assert.equal(socket().closed, 1000);
    });

    test('a ping goes out every heartbeat', () => {
        pass(5_000);
        assert.equal(socket().types.at(-1), 'ping');
        socket().says({type: 'pong', received: 2});
        pass(5_000);
        assert.deepEqual(socket().types.slice(2), ['ack', 'ping', 'ping']);
    });

    test('a server that answers is never taken for dead', () => {
        for (let beats = 0; beats < 20; beats += 1) {
            pass(5_000);
            socket().says({type: 'pong', received: 2});
        }
        assert.deepEqual(said, []);
    });

    test('a server that says nothing for 15 s is dead', () => {
        pass(14_999);
        assert.deepEqual(said, []);
        pass(1);
        assert.deepEqual(said, ['reconnecting']);
        assert.equal(socket().closed, 1000);
    });
});

describe('when the server is lost', () => {
    beforeEach(() => {
        socket().letsIn();
        said.length = 0;
        socket().drops();
    });

    test('joins again by itself, as it is by then', () => {
        signaling.setState(MUTED);
        pass(500);
        assert.equal(sockets.length, 2);
        socket().letsIn('me-again');
        assert.deepEqual(socket().sent[1], {type: 'join', id: '2', room: 'demo', name: 'Ada', state: MUTED});
        assert.deepEqual(said, ['reconnecting', 'connected', 'joined']);
    });

    test('waits longer each time, but never longer than 10 s', () => {
        const pauses = [];
        for (let failures = 1; failures <= 8; failures += 1) {
            const before = sockets.length;
            let pause = 0;
            while (sockets.length === before) {
                pass(500);
                pause += 500;
            }
            pauses.push(pause);
            socket().drops();
        }
        assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    });

    test('does not wait when the network comes back', () => {
        signaling.hurry();
        assert.equal(sockets.length, 2);
        signaling.hurry();
        assert.equal(sockets.length, 2);
    });

    test('what the old socket still says is not heard', () => {
        sockets[0].says({type: 'participant-left', seq: 2, id: 'x', reason: 'left'});
        sockets[0].drops();
        assert.deepEqual(said, ['reconnecting']);
    });

    test('a server that asks for time is given it', () => {
        pass(500);
        socket().welcomes();
        socket().says({type: 'error', ref: '2', code: 'too-many-requests', detail: 'Slow down', retryAfter: 7000});
        pass(6_999);
        assert.equal(sockets.length, 2);
        pass(1);
        assert.equal(sockets.length, 3);
    });

    test('a room that is full by now is the end', () => {
        pass(500);
        socket().welcomes();
        socket().says({type: 'error', ref: '2', code: 'room-full', detail: 'Full'});
        assert.deepEqual(said, ['reconnecting', 'refused room-full: Full']);
    });

    test('leaving ends the trying', () => {
        signaling.leave();
        pass(60_000);
        assert.equal(sockets.length, 1);
    });
});

describe('when the session goes on', () => {
    const goesOn = {resumed: 'complete', seq: 1, received: 1};

    beforeEach(() => {
        socket().letsIn();
        said.length = 0;
    });

    test('names what it heard last, and nobody joins again', () => {
        socket().says({type: 'participant-left', seq: 2, id: 'x', reason: 'left'});
        socket().drops();
        pass(500);
        socket().welcomes({...goesOn, seq: 2});
        assert.deepEqual(socket().sent, [
            {
                type: 'hello',
                client: {name: 'confero-web', version: '0.1.0'},
                resume: {session: 's', secret: 'secret', lastSeq: 2},
            },
        ]);
        assert.deepEqual(said, ['participant-left', 'reconnecting', 'connected']);
    });

    test('what was missed is passed on', () => {
        socket().drops();
        pass(500);
        socket().welcomes({...goesOn, seq: 2});
        socket().says({type: 'participant-left', seq: 2, id: 'x', reason: 'left'});
        assert.deepEqual(said, ['reconnecting', 'connected', 'participant-left']);
    });

    test('what the server has not taken is said again, once and in order, with what was said meanwhile', () => {
        signaling.signal('x', {n: 1});
        pass(5_000);
        signaling.signal('x', {n: 2});
        socket().drops();
        signaling.signal('x', {n: 3});
        pass(500);
        // The join and the first signal.
        socket().welcomes({...goesOn, received: 2});
        assert.deepEqual(socket().sent.slice(1).map(({data}) => data.n), [2, 3]);
        socket().drops();
        pass(500);
        socket().welcomes({...goesOn, received: 4});
        assert.deepEqual(socket().types, ['hello']);
    });

    test('what the server has taken is not kept', () => {
        signaling.signal('x', {n: 1});
        socket().says({type: 'pong', received: 2});
        socket().drops();
        pass(500);
        socket().welcomes({...goesOn, received: 2});
        assert.deepEqual(socket().types, ['hello']);
    });

    test('a new session is told nothing of the old one', () => {
        signaling.signal('x', {n: 1});
        socket().drops();
        pass(500);
        socket().welcomes();
        assert.deepEqual(socket().types, ['hello', 'join']);
    });

    test('a session that may or may not be in the room is not gone on with', () => {
        socket().drops();
        pass(500);
        socket().welcomes();
        socket().drops();
        pass(10_000);
        socket().opens();
        assert.equal(socket().sent[0].resume, undefined);
    });

    test('a host who puts one out is the end', () => {
        socket().says({type: 'removed', seq: 2});
        assert.deepEqual(said, ['refused removed']);
    });
});

describe('at a door', () => {
    test('one waits as long as it takes', () => {
        socket().welcomes();
        socket().says({type: 'waiting', ref: '1', seq: 1, self: 'me', room: 'demo'});
        for (let beats = 0; beats < 20; beats += 1) {
            pass(5_000);
            socket().says({type: 'pong', received: 2});
        }
        assert.deepEqual(said, ['waiting']);
    });

    test('one who is sent away is told', () => {
        socket().welcomes();
        socket().says({type: 'waiting', ref: '1', seq: 1, self: 'me', room: 'demo'});
        socket().says({type: 'removed', seq: 2});
        assert.deepEqual(said, ['waiting', 'refused removed']);
    });
});
