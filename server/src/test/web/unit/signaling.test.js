import assert from 'node:assert/strict';
import {beforeEach, describe, mock, test} from 'node:test';

import {Signaling} from '../../../main/resources/static/assets/js/signaling/signaling.js';
import {FakeSocket} from './fake-socket.js';

const HOME = 'http://localhost';
const ON = {audio: true, video: true, screen: false, hand: false};
const MUTED = {...ON, audio: false};

let sockets;
let said;
let signaling;
let make;
let why;
let beacons;
let beaconsTo;
let opened;

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
    beaconsTo = [];
    opened = [];
    why = 'unreachable';
    const listener = {
        connected: () => said.push('connected'),
        waiting: () => said.push('waiting'),
        reconnecting: () => said.push('reconnecting'),
        message: message => said.push(message.type),
        shutOut: (code, detail) => said.push(`shut out ${code}: ${detail}`),
        refused: (code, detail, retryAfter) =>
            said.push(`refused ${code}${detail ? `: ${detail}` : ''}${retryAfter ? ` in ${retryAfter}` : ''}`),
    };
    make = () => new Signaling(HOME, listener, {
        open: ({href}) => {
            opened.push(href);
            sockets.push(new FakeSocket());
            return socket();
        },
        why: async () => why,
        random: () => 0,
        beacon: (address, body) => {
            beaconsTo.push(address);
            beacons.push(JSON.parse(body));
        },
    });
    signaling = make();
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
    });

    test('a page that goes leaves its session to the one that may come', () => {
        signaling.farewell();
        assert.equal(socket().closed, null);
        assert.ok(!socket().types.includes('leave'));
        assert.deepEqual(signaling.resume, {session: 's', secret: 'secret', lastSeq: 1});
    });

    test('a page that is loaded again gives its socket up for the next one, and looks for another if it stays', () => {
        signaling.rest();
        assert.equal(socket().closed, 4000);
        assert.deepEqual(signaling.resume, {session: 's', secret: 'secret', lastSeq: 1});
        pass(2_900);
        assert.equal(sockets.length, 1);
        pass(200);
        assert.equal(sockets.length, 2);
    });

    test('what a host orders is answered, whatever else is said meanwhile', async () => {
        const locked = signaling.moderate('lock');
        const removed = signaling.moderate('remove', 'x');
        assert.deepEqual(socket().sent.slice(2), [
            {type: 'moderate', id: '2', action: 'lock'},
            {type: 'moderate', id: '3', action: 'remove', target: 'x'},
        ]);
        socket().says({type: 'error', ref: '3', code: 'no-such-participant', detail: 'Gone'});
        socket().says({type: 'done', ref: '2'});
        assert.deepEqual(await locked, {ok: true});
        assert.deepEqual(await removed, {ok: false, code: 'no-such-participant', detail: 'Gone'});
        assert.deepEqual(said, []);
    });

    test('an order that is given while the server is away is carried out later', async () => {
        socket().drops();
        const locked = signaling.moderate('lock');
        pass(500);
        socket().welcomes({resumed: 'complete', seq: 1, received: 1});
        assert.deepEqual(socket().types, ['hello', 'moderate']);
        socket().says({type: 'done', ref: '2'});
        assert.deepEqual(await locked, {ok: true});
    });

    test('an order whose session is gone, or whose giver is, is answered all the same', async () => {
        const locked = signaling.moderate('lock');
        socket().drops();
        pass(500);
        socket().welcomes();
        assert.equal((await locked).code, 'unavailable');
        signaling.leave();
        assert.equal((await signaling.moderate('lock')).ok, false);
    });

    test('a room that has ended says why', () => {
        socket().says({type: 'ended', seq: 2, reason: 'expired'});
        assert.deepEqual(said, ['refused expired']);
    });

    test('a ping goes out every heartbeat', () => {
        pass(5_000);
        assert.equal(socket().types.at(-1), 'ping');
        socket().says({type: 'pong', received: 2});
        pass(5_000);
        assert.deepEqual(socket().types.slice(2), ['ack', 'ping', 'ping']);
    });

    test('so much is acknowledged at once that a server need not keep a lot', () => {
        const acks = () => socket().types.filter(type => type === 'ack').length;
        for (let seq = 2; seq <= 31; seq += 1) {
            socket().says({type: 'participant-left', seq, id: 'x', reason: 'left'});
        }
        assert.equal(acks(), 0);
        for (let seq = 32; seq <= 64; seq += 1) {
            socket().says({type: 'participant-left', seq, id: 'x', reason: 'left'});
        }
        assert.equal(acks(), 2);
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
        // With 1000 a server that hears it after all would end the session.
        assert.equal(sockets[0].closed, 4000);
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

    test('tries again at once, then waits longer each time, but never longer than 10 s', () => {
        const pauses = [];
        for (let failures = 1; failures <= 8; failures += 1) {
            const before = sockets.length;
            pass(1);
            let pause = 0;
            while (sockets.length === before) {
                pass(500);
                pause += 500;
            }
            pauses.push(pause);
            socket().drops();
        }
        assert.deepEqual(pauses, [0, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
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
        // The session that was not let in sits nowhere: to go on with it would not be to be in the room.
        socket().opens();
        assert.equal(socket().sent[0].resume, undefined);
    });

    test('whoever is not let in again is told so once, and not tried for any more', () => {
        for (const code of ['unauthorized', 'not-allowed', 'no-such-room', 'room-locked', 'wrong-passcode', 'room-full']) {
            signaling.leave();
            sockets = [];
            signaling = make();
            signaling.join({room: 'demo', name: 'Ada', state: ON});
            socket().letsIn();
            socket().drops();
            said.length = 0;
            pass(500);
            socket().welcomes();
            socket().says({type: 'error', ref: '2', code, detail: 'No'});
            signaling.setState(MUTED);
            signaling.signal('bob', '{}');
            signaling.hurry();
            pass(60_000);
            assert.deepEqual(said, [`shut out ${code}: No`]);
            assert.equal(sockets.length, 2);
            assert.equal(signaling.resume, null);
        }
    });

    test('what answers in the place of the server is not the end', () => {
        pass(500);
        socket().opens();
        socket().says('<html>');
        assert.deepEqual(said, ['reconnecting', 'reconnecting']);
        pass(1000);
        assert.equal(sockets.length, 3);
    });

    test('leaving ends the trying', () => {
        signaling.leave();
        pass(60_000);
        assert.equal(sockets.length, 1);
    });
});

describe('when the server has told other addresses', () => {
    const tells = (...addresses) => socket().welcomes({server: {version: '0.1.0', node: 'n', addresses}});

    beforeEach(() => {
        tells('http://b.test', 'https://c.test:8443');
        socket().says({
            type: 'joined', ref: '1', seq: 1, self: 'me', room: {id: 'demo', locked: false, capacity: 16}, participants: [], iceServers: [],
        });
        opened = [];
    });

    test('each of them has its turn at once, after the one in use', () => {
        socket().drops();
        pass(1);
        socket().drops();
        pass(1);
        socket().drops();
        pass(1);
        assert.deepEqual(opened, ['ws://localhost/ws', 'ws://b.test/ws', 'wss://c.test:8443/ws']);
        socket().drops();
        pass(1);
        assert.equal(opened.length, 3);
        pass(500);
        assert.equal(opened.at(-1), 'ws://localhost/ws');
    });

    test('the session goes on there, and says goodbye there', () => {
        socket().drops();
        pass(1);
        socket().drops();
        pass(1);
        socket().welcomes({resumed: 'incomplete', seq: 1});
        assert.deepEqual(socket().sent[0].resume, {session: 's', secret: 'secret', lastSeq: 1});
        assert.equal(said.at(-1), 'connected');
        signaling.farewell();
        assert.deepEqual(beaconsTo, ['http://b.test']);
    });

    test('from one that is safe it goes to none that is not', () => {
        socket().drops();
        pass(1);
        socket().drops();
        pass(1);
        socket().drops();
        pass(1);
        assert.equal(opened.at(-1), 'wss://c.test:8443/ws');
        socket().welcomes({resumed: 'complete', seq: 1, server: {version: '0.1.0', node: 'n', addresses: ['http://b.test']}});
        opened = [];
        for (let i = 0; i < 4; i++) {
            socket().drops();
            pass(10_000);
        }
        assert.deepEqual(new Set(opened), new Set(['wss://c.test:8443/ws']));
        assert.equal(signaling.resume, null, 'a page that is loaded again begins at its own address');
    });

    test('one that greets and does not let in is asked later each time', () => {
        const pauses = [];
        socket().drops();
        pass(1);
        for (let greetings = 1; greetings <= 12; greetings += 1) {
            socket().welcomes({server: {version: '0.1.0', node: 'n', addresses: []}});
            const before = sockets.length;
            socket().drops();
            let pause = 0;
            while (sockets.length === before) {
                pass(500);
                pause += 500;
            }
            pauses.push(pause);
        }
        assert.ok(pauses.at(-1) >= 5000, pauses.join(' '));
    });
});

describe('when the server goes away', () => {
    const closing = {type: 'closing', reason: 'The server goes away', reconnectAfter: 2000};

    beforeEach(() => {
        socket().letsIn();
        said.length = 0;
        socket().says(closing);
    });

    test('the call goes on, and so does the session when its time has come', () => {
        pass(1_999);
        assert.deepEqual(said, []);
        signaling.signal('x', {n: 1});
        assert.equal(socket().types.at(-1), 'signal');
        pass(1);
        assert.deepEqual(said, ['reconnecting']);
        assert.equal(sockets[0].closed, 4000);
        assert.equal(sockets.length, 2);
        socket().opens();
        assert.deepEqual(socket().sent[0].resume, {session: 's', secret: 'secret', lastSeq: 1});
    });

    test('a socket that is closed before does not bring us back sooner', () => {
        socket().drops(1001);
        pass(1_900);
        assert.equal(sockets.length, 1);
        pass(100);
        assert.equal(sockets.length, 2);
    });

    test('whoever leaves meanwhile does not come again', () => {
        signaling.leave();
        pass(60_000);
        assert.equal(sockets.length, 1);
        assert.equal(sockets[0].closed, 1000);
    });
});

test('a server that goes away before one is in the room is the end of the attempt', () => {
    socket().welcomes();
    socket().says({type: 'closing', reason: 'The server goes away', reconnectAfter: 0});
    pass(100);
    socket().drops(1001);
    return settle().then(() => assert.deepEqual(said, ['refused unavailable']));
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

    test('a server that cannot say whether the session goes on is asked again, not before it likes', () => {
        socket().drops();
        pass(500);
        socket().opens();
        const asked = socket().sent[0].resume;
        socket().says({type: 'error', code: 'unavailable', detail: 'Come again', retryAfter: 2000});
        const before = sockets.length;
        pass(1_900);
        assert.equal(sockets.length, before);
        pass(200);
        socket().welcomes({...goesOn, resumed: 'incomplete'});
        assert.deepEqual(socket().sent[0].resume, asked);
        assert.deepEqual(socket().types, ['hello']);
        assert.equal(said.at(-1), 'connected');
    });

    test('what another node is not sure to have taken is said again, and counted on from there', () => {
        signaling.signal('x', {n: 1});
        socket().says({type: 'pong', received: 2});
        signaling.signal('x', {n: 2});
        socket().drops();
        pass(500);
        socket().welcomes({...goesOn, resumed: 'incomplete', received: 1});
        assert.deepEqual(socket().sent.slice(1).map(({data}) => data.n), [2]);
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
    beforeEach(() => {
        socket().welcomes();
        socket().says({type: 'waiting', ref: '1', seq: 1, self: 'me', room: 'demo'});
    });

    const letsIn = seq =>
        socket().says({
            type: 'joined',
            seq,
            self: 'me',
            room: {id: 'demo', locked: false, capacity: 16, role: 'participant'},
            participants: [],
            iceServers: [],
        });

    test('one waits as long as it takes', () => {
        for (let beats = 0; beats < 20; beats += 1) {
            pass(5_000);
            socket().says({type: 'pong', received: 2});
        }
        assert.deepEqual(said, ['waiting']);
        letsIn(2);
        assert.deepEqual(said, ['waiting', 'connected', 'joined']);
    });

    test('one who is sent away is told', () => {
        socket().says({type: 'removed', seq: 2});
        assert.deepEqual(said, ['waiting', 'refused denied']);
    });

    test('one goes on waiting after a loss, and may be let in meanwhile', () => {
        socket().drops();
        pass(500);
        socket().welcomes({resumed: 'complete', seq: 2, received: 1});
        letsIn(2);
        assert.deepEqual(said, ['waiting', 'reconnecting', 'waiting', 'connected', 'joined']);
        assert.deepEqual(socket().types, ['hello']);
    });

    test('one who does not want to wait any more says so', () => {
        signaling.leave();
        assert.equal(socket().types.at(-1), 'leave');
    });

    test('what is shown at the door goes with the join, and with every later one', () => {
        signaling = make();
        signaling.join({room: 'demo', name: 'Ada', state: ON, passcode: 'open', key: 'k'});
        socket().welcomes();
        const {passcode, key} = socket().sent[1];
        assert.deepEqual({passcode, key}, {passcode: 'open', key: 'k'});
        socket().says({type: 'error', ref: '1', code: 'too-many-requests', detail: 'Slowly', retryAfter: 3000});
        assert.equal(said.at(-1), 'refused too-many-requests: Slowly in 3000');
    });
});

describe('after the page was loaded again', () => {
    const before = {session: 's', secret: 'secret', lastSeq: 7};
    const joined = {
        type: 'joined',
        seq: 9,
        self: 'me-again',
        room: {id: 'demo', locked: false, capacity: 16, role: 'host'},
        participants: [],
        iceServers: [],
    };

    beforeEach(() => {
        signaling.leave();
        said.length = 0;
        signaling = make();
        signaling.hold(before);
        socket().welcomes({resumed: 'complete', seq: 8, received: 5});
    });

    const joins = () => signaling.join({room: 'demo', name: 'Ada', state: ON});

    test('the session is held until one joins, and what the room says is passed over', () => {
        socket().says({type: 'participant-left', seq: 8, id: 'x', reason: 'left'});
        pass(20_000 - 10_000);
        assert.deepEqual(socket().sent[0].resume, before);
        assert.deepEqual(said, []);
        joins();
        socket().says({type: 'signal', seq: 9, from: 'x', data: {}});
        assert.equal(socket().types.at(-1), 'join');
        assert.deepEqual(said, []);
        socket().says({...joined, seq: 10, ref: '1'});
        assert.deepEqual(said, ['connected', 'joined']);
    });

    test('a word about the place that one had is not taken for the new one', () => {
        joins();
        socket().says(joined);
        assert.deepEqual(said, []);
    });

    test('a session that is over by then makes no difference to the person', () => {
        signaling = make();
        signaling.hold(before);
        socket().welcomes();
        joins();
        socket().says({...joined, seq: 1, ref: '1'});
        assert.deepEqual(said, ['connected', 'joined']);
    });

    test('whoever joins before the server has answered waits for it', () => {
        signaling = make();
        signaling.hold(before);
        joins();
        socket().welcomes({resumed: 'complete', seq: 8, received: 5});
        assert.deepEqual(socket().types, ['hello', 'join']);
    });

    test('a place that is gone is asked for anew', () => {
        joins();
        socket().says({type: 'error', ref: '1', code: 'not-joined', detail: 'Gone'});
        socket().says({...joined, ref: '2'});
        assert.deepEqual(said, ['connected', 'joined']);
        assert.deepEqual(socket().types, ['hello', 'join', 'join']);
    });

    test('a loss while it is held is nothing to speak of', () => {
        socket().drops();
        pass(500);
        socket().welcomes({resumed: 'complete', seq: 8, received: 5});
        joins();
        socket().says({...joined, ref: '1'});
        assert.deepEqual(said, ['reconnecting', 'connected', 'joined']);
    });

    test('a server that cannot say whether it goes on is asked again', () => {
        signaling = make();
        signaling.hold(before);
        socket().opens();
        socket().says({type: 'error', code: 'unavailable', detail: 'Come again', retryAfter: 2000});
        pass(2_100);
        socket().welcomes({resumed: 'incomplete', seq: 8, received: 5});
        assert.deepEqual(socket().sent[0].resume, before);
        assert.deepEqual(said, ['reconnecting']);
    });

    test('a no that may pass does not cost the place: it is asked for again, and not before the server likes', () => {
        joins();
        socket().says({type: 'error', ref: '1', code: 'unavailable', detail: 'In a moment', retryAfter: 3000});
        assert.equal(socket().closed, 4000);
        pass(2_900);
        assert.equal(sockets.length, 2);
        pass(200);
        socket().welcomes({resumed: 'complete', seq: 8, received: 6});
        assert.deepEqual(socket().types, ['hello', 'join']);
        assert.deepEqual(socket().sent[0].resume, before);
        socket().says({...joined, ref: '2'});
        assert.deepEqual(said, ['reconnecting', 'connected', 'joined']);
    });

    test('a server that is away for a moment does not cost the place', async () => {
        joins();
        socket().drops();
        await settle();
        pass(500);
        socket().welcomes({resumed: 'complete', seq: 8, received: 6});
        socket().says({...joined, ref: socket().sent.at(-1).id});
        assert.deepEqual(said, ['reconnecting', 'connected', 'joined']);
        assert.deepEqual(socket().sent[0].resume, before);
    });

    test('a place that cannot wait any longer is given up', async () => {
        joins();
        socket().drops();
        for (let passed = 0; passed < 110_000; passed += 1000) {
            pass(1000);
            await settle();
        }
        assert.equal(said.at(-1), 'reconnecting');
        for (let passed = 0; passed < 30_000; passed += 1000) {
            pass(1000);
            await settle();
        }
        assert.equal(said.at(-1), 'refused unreachable');
    });

    test('a no for good is the end of it', () => {
        joins();
        socket().says({type: 'error', ref: '1', code: 'unauthorized', detail: 'Another key'});
        assert.deepEqual(said, ['refused unauthorized: Another key']);
    });

    test('one who was removed meanwhile is told', () => {
        socket().says({type: 'removed', seq: 8});
        assert.deepEqual(said, ['refused removed']);
    });
});
