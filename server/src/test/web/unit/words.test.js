import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, mock, test} from 'node:test';

import {Conference} from '../../../main/resources/static/assets/js/call/conference.js';
import {Voices} from '../../../main/resources/static/assets/js/call/voices.js';
import {linkify} from '../../../main/resources/static/assets/js/ui/linkify.js';
import {FakeStream, settle} from './fake-connection.js';
import {FakeWorld} from './fake-world.js';

const ON = {audio: true, video: true, screen: false, hand: false};
const HELLO = {
    type: 'hello', client: {name: 'other', version: '1'}, key: 'ada-key', id: 'ada', name: 'Ada', present: 5000, abilities: [],
};
const person = id => ({id, name: id, state: ON, role: 'participant', presence: 'connected'});
const joined = (self, ...others) => ({
    type: 'joined', self, room: {id: 'demo'}, participants: others.map(person), iceServers: [],
});

const native = globalThis.MediaStream;
let world;
let media;
let signals;
let states;
let told;
let conference;

before(() => {
    globalThis.MediaStream = FakeStream;
});
after(() => {
    globalThis.MediaStream = native;
});

const names = () => conference.participants.map(({id}) => id);
const connection = (at = 0) => world.connections[at];
const channel = (at = 0) => connection(at).channel;

/** The link's connection comes up, and the other side says hello on its channel. */
async function comesUp(at, hello = {}) {
    await connection(at).becomes('connected');
    channel(at).opens();
    channel(at).says({...HELLO, ...hello});
}

beforeEach(async () => {
    world = new FakeWorld();
    signals = [];
    states = [];
    told = [];
    media = Object.assign(new EventTarget(), {stream: new FakeStream(), audio: {track: null}, video: {track: null}, state: ON});
    const signaling = {
        join() {}, hurry() {}, doubt() {},
        leave: () => told.push('leave'),
        farewell: () => told.push('farewell'),
        tellQuality: (peer, quality) => quality !== null && told.push({peer, ...quality}),
        signal: (to, data) => signals.push({to, data}),
        setState: state => states.push(state),
    };
    conference = new Conference(media, () => signaling, world);
    conference.join({room: 'demo', name: 'Me'});
    conference.connected();
    conference.message(joined('me', 'ada', 'bob'));
    await settle();
});

describe('a control channel', () => {
    test('begins with hello, and answers one with what we are and have', async () => {
        await comesUp(0);
        const sent = channel().takes();
        assert.deepEqual(sent.map(({type}) => type), ['hello', 'links', 'state', 'clock', 'chat-ack']);
        assert.deepEqual(sent[0], {
            type: 'hello', client: {name: 'confero-web', version: '0.1.0'}, key: 'key-1', id: 'me', name: 'Me', present: 0, abilities: ['carry', 'files'],
        });
        assert.deepEqual(sent[1].up, ['ada']);
        assert.deepEqual(sent[4].heard, [{author: 'ada-key', seq: 0}]);
    });

    test('says nothing to somebody who says nothing, and believes nothing before hello', async () => {
        await connection().becomes('connected');
        channel().opens();
        channel().says({type: 'state', state: {...ON, audio: false}});
        conference.say('Hello');
        assert.deepEqual(channel().takes().map(({type}) => type), ['hello']);
        assert.equal(conference.participants[0].state.audio, true);
    });

    test('what is said on it counts more than what the server says', async () => {
        await comesUp(0);
        channel().says({type: 'state', state: {...ON, audio: false}});
        conference.message({type: 'participant-updated', participant: person('ada')});
        assert.equal(conference.participants[0].state.audio, false);
    });

    test('what is not understood does no harm', async () => {
        mock.method(console, 'warn', () => {});
        await comesUp(0);
        channel().says({type: 'from-the-future'});
        channel().says({type: 'state'});
        assert.deepEqual(names(), ['ada', 'bob']);
        mock.restoreAll();
    });

    test('a clock is answered', async () => {
        await comesUp(0);
        channel().says({type: 'clock', asked: 7});
        assert.deepEqual(channel().takes('clock').at(-1), {type: 'clock', asked: 7, answered: world.date()});
    });

    test('what somebody says whose clock is 10 minutes ahead is shown by our clock, also when they have gone', async () => {
        await comesUp(0);
        const ahead = 600_000;
        const said = {id: 1, seq: 1, time: 1, name: 'Ada', author: 'ada-key', text: 'Hi', after: 0, until: 1};
        channel().says({type: 'chat', ...said, sent: world.date() + ahead});
        assert.equal(conference.messages[0].sent, world.date() + ahead);
        const [question] = channel().takes('clock');
        world.passes(80);
        channel().says({type: 'clock', asked: question.asked, answered: question.asked + ahead + 40});
        assert.equal(conference.messages[0].sent, world.date() - 80);
        channel().says({type: 'bye'});
        assert.equal(conference.messages[0].sent, world.date() - 80);
    });

    test('a clock is asked for at first often, then once a minute', async () => {
        await comesUp(0);
        world.passes(10 * 60_000);
        assert.ok(channel().takes('clock').length < 20);
        world.passes(10 * 60_000);
        assert.ok(channel().takes('clock').length <= 10);
    });
});

describe('while there is no server', () => {
    beforeEach(async () => {
        await comesUp(0);
        await comesUp(1, {key: 'bob-key', id: 'bob', name: 'Bob'});
        channel(0).takes();
        channel(1).takes();
        conference.reconnecting();
    });

    test('a switched microphone is told all the same', () => {
        media.state = {...ON, audio: false};
        media.dispatchEvent(new Event('change'));
        assert.deepEqual(channel().takes('state'), [{type: 'state', state: {...ON, audio: false}}]);
    });

    test('who says goodbye is gone, and who leaves says so', () => {
        channel(0).says({type: 'bye'});
        assert.deepEqual(names(), ['bob']);
        assert.ok(connection(0).closed);
        conference.leave();
        assert.equal(channel(1).takes('bye').length, 1);
        assert.ok(!connection(1).closed);
        world.passes(1000);
        assert.ok(connection(1).closed);
    });

    test('signals go over the link itself', async () => {
        signals = [];
        await connection().fires('icecandidate', {candidate: {candidate: 'candidate:1', sdpMid: '0', usernameFragment: 'U'}});
        assert.deepEqual(signals, []);
        assert.equal(channel().takes('signal')[0].data.candidate.candidate, 'candidate:1');
    });

    test('signals to an older client wait for the server, and its link is never made anew', async () => {
        conference.connected();
        conference.message({type: 'signal', from: 'ada', data: {candidate: null}});
        conference.reconnecting();
        await connection().fires('icecandidate', {candidate: {candidate: 'candidate:1', sdpMid: '0', usernameFragment: 'U'}});
        assert.deepEqual(channel().takes('signal'), []);
        conference.connected();
        await connection(0).becomes('failed');
        world.passes(120_000);
        assert.ok(connection(0).log.includes('restart'));
        assert.equal(world.connections.length, 2);
    });

    test('signals of a link that is broken are carried by somebody who has both', async () => {
        channel(1).says({type: 'links', up: ['ada']});
        await connection(0).becomes('disconnected');
        world.passes(2000);
        assert.ok(connection(0).log.includes('restart'));
        await connection(0).fires('icecandidate', {candidate: {candidate: 'candidate:2', sdpMid: '0', usernameFragment: 'U'}});
        const [signal] = channel(1).takes('signal');
        assert.equal(signal.to, 'ada');
        assert.equal(signal.data.candidate.candidate, 'candidate:2');
    });

    test('signals of others are carried, with who they are from', () => {
        channel(0).says({type: 'signal', to: 'bob', data: {candidate: null}});
        assert.deepEqual(channel(1).takes('signal'), [{type: 'signal', from: 'ada', data: {candidate: null}}]);
    });

    test('where nobody can carry them, healing waits until there is a way', async () => {
        await connection(0).becomes('disconnected');
        world.passes(10_000);
        assert.equal(conference.participants[0].link, 'no-signaling');
        assert.ok(!connection(0).log.includes('restart'));
        conference.connected();
        assert.ok(connection(0).log.includes('restart'));
    });

    test('a server that comes back and has forgotten everybody closes no link that works', async () => {
        conference.connected();
        conference.message(joined('me-2', 'ada-2'));
        assert.deepEqual(names(), ['ada', 'bob']);
        assert.equal(channel().takes('hello')[0].id, 'me-2');
        channel(0).says({...HELLO, id: 'ada-2'});
        assert.deepEqual(names(), ['ada-2', 'bob']);
        world.passes(20_000);
        assert.deepEqual(names(), ['ada-2', 'bob']);
        assert.equal(world.connections.length, 2);
    });

    test('nor does one that says that a session was lost', () => {
        conference.connected();
        conference.message({type: 'participant-left', id: 'ada', reason: 'lost'});
        assert.deepEqual(names(), ['ada', 'bob']);
        conference.message({type: 'participant-left', id: 'ada', reason: 'left'});
        assert.deepEqual(names(), ['bob']);
    });
});

describe('a link that cannot be healed', () => {
    test('is made anew, under a higher number, with an offer of ours', async () => {
        await comesUp(0);
        const first = signals.find(({to}) => to === 'ada')?.data.link.connection ?? world.date();
        await connection(0).becomes('failed');
        world.passes(60_000);
        await settle();
        assert.equal(world.connections.length > 2, true);
        assert.ok(connection(0).closed);
        const fresh = world.connections.at(-1);
        signals = [];
        await fresh.fires('negotiationneeded');
        await fresh.succeeds();
        const offer = signals.find(({data}) => data.description?.type === 'offer');
        assert.ok(offer.data.link.connection > first);
        assert.equal(offer.data.link.seq, 1);
    });

    test('gives way to a new one of the other side, which then offers', async () => {
        await connection(0).fires('negotiationneeded');
        await connection(0).succeeds();
        const theirs = world.date() + 1000;
        conference.message({
            type: 'signal', from: 'ada',
            data: {link: {connection: theirs, seq: 1, ack: 0}, description: {type: 'offer', sdp: 'v=0\r\na=ice-ufrag:T\r\n'}},
        });
        await settle();
        assert.ok(connection(0).closed);
        assert.deepEqual(connection(2).log, ['remote offer']);
    });
});

test('whoever gives way to a connection that never comes about makes one themselves in the end', async () => {
    await comesUp(0);
    await connection(0).fires('negotiationneeded');
    await connection(0).succeeds();
    conference.message({type: 'signal', from: 'ada', data: {link: {connection: world.date() + 1000, seq: 2, ack: 0}, candidate: null}});
    await settle();
    assert.ok(connection(0).closed);
    world.passes(3000);
    assert.equal(conference.participants[0].link, 'reconnecting');
    const before = world.connections.length;
    world.passes(60_000);
    assert.ok(world.connections.length > before);
});

describe('what is said', () => {
    test('comes to those who are there, and to others when their channel opens', async () => {
        await comesUp(0);
        channel().says({type: 'chat-ack', heard: [{author: 'key-1', seq: 0}]});
        conference.say('Hello');
        assert.equal(channel().takes('chat')[0].text, 'Hello');
        assert.equal(conference.messages[0].arrival, 'unsent');
        channel().says({type: 'chat-ack', heard: [{author: 'key-1', seq: 1}]});
        assert.equal(conference.messages[0].arrival, 'everywhere');
        await comesUp(1, {key: 'bob-key', id: 'bob', name: 'Bob'});
        channel(1).says({type: 'chat-ack', heard: [{author: 'key-1', seq: 0}]});
        assert.equal(channel(1).takes('chat')[0].text, 'Hello');
    });

    test('a hello that comes again does not stop it', async () => {
        await comesUp(0);
        channel().says({type: 'chat-ack', heard: [{author: 'key-1', seq: 0}]});
        channel().takes();
        channel().says({...HELLO, id: 'ada-2'});
        assert.deepEqual(channel().takes('chat-ack').length, 1);
        conference.say('Still here');
        assert.equal(channel().takes('chat').length, 1);
    });

    test('before one was let in is history, however long one has waited at the door', async () => {
        const late = new Conference(media, () => ({join() {}, signal() {}, setState() {}}), world);
        late.join({room: 'demo', name: 'Late'});
        late.waiting();
        world.passes(600_000);
        const at = world.connections.length;
        late.connected();
        late.message(joined('late', 'ada'));
        await comesUp(at, {present: 60_000});
        assert.equal(channel(at).takes('hello')[0].present, 0);
        world.passes(3000);
        assert.equal(channel(at).takes('chat-wanted').length, 1);
    });

    test('by hands and reactions is of the client, whatever its id', async () => {
        await comesUp(0);
        channel().says({type: 'state', state: {...ON, hand: true}, raised: 4});
        channel().says({type: 'reaction', emoji: '👍'});
        conference.raiseHand(true);
        assert.deepEqual([conference.participants[0].hand, conference.own.hand], [1, 2]);
        assert.deepEqual(conference.participants[0].reactions, ['👍']);
        assert.deepEqual(channel().takes('state').at(-1), {type: 'state', state: {...ON, hand: true}, raised: 5});
        assert.equal(states.at(-1).hand, true);
        channel().says({...HELLO, id: 'ada-2'});
        assert.equal(conference.participants[0].hand, 1);
        world.passes(6000);
        assert.deepEqual(conference.participants[0].reactions, []);
    });
});

describe('how a link was', () => {
    const heard = [
        {type: 'inbound-rtp', kind: 'video', id: 'v', packetsReceived: 900, packetsLost: 4, totalFreezesDuration: 1.5},
        {type: 'transport', id: 't', selectedCandidatePairId: 'p'},
        {type: 'candidate-pair', id: 'p', currentRoundTripTime: 0.04, localCandidateId: 'l', remoteCandidateId: 'r'},
        {type: 'local-candidate', id: 'l', candidateType: 'relay'},
        {type: 'remote-candidate', id: 'r', candidateType: 'host'},
    ];
    const QUALITY = {connectedMs: 3000, roundTripMs: 40, lossPermille: 4, frozenMs: 1500, relayed: true};

    beforeEach(async () => {
        connection().getReceivers = () => [{track: {kind: 'video'}, getStats: async () => new Map(heard.map(each => [each.id, each]))}];
        await comesUp(0);
        for (let second = 0; second < 3; second += 1) {
            world.passes(1000);
            await settle();
        }
    });

    test('is said when somebody goes, of those to whom there was one', () => {
        conference.message({type: 'participant-left', id: 'ada', reason: 'left'});
        conference.message({type: 'participant-left', id: 'bob', reason: 'left'});
        assert.deepEqual(told, [{peer: 'ada', ...QUALITY}]);
    });

    test('is said before one leaves, and once', () => {
        conference.leave();
        assert.deepEqual(told, [{peer: 'ada', ...QUALITY}, 'leave']);
    });

    test('is said when the page goes', () => {
        conference.farewell();
        assert.deepEqual(told, [{peer: 'ada', ...QUALITY}, 'farewell']);
    });
});

describe('a picture', () => {
    const SMALL = {width: 320, height: 180, framesPerSecond: 30};
    const shows = size => conference.shows(conference.participants[0].key, size);
    const sizes = () => channel().takes('want').map(({size}) => size);

    test('is wanted in the size in which it is shown, from the first hello on', async () => {
        shows(SMALL);
        await comesUp(0);
        assert.deepEqual(sizes(), [SMALL]);
        shows({...SMALL, width: 640});
        shows({...SMALL, width: 960});
        assert.deepEqual(sizes(), []);
        world.passes(300);
        assert.deepEqual(sizes(), [{...SMALL, width: 960}]);
    });

    test('is wanted again on another channel, which knows nothing of it', async () => {
        shows(SMALL);
        await comesUp(0);
        sizes();
        channel().closes();
        channel().opens();
        channel().says(HELLO);
        assert.deepEqual(sizes(), [SMALL]);
    });

    test('that the machine shows later and later is wanted smaller', async () => {
        let frames = 0;
        const report = () => [{type: 'inbound-rtp', kind: 'video', framesReceived: frames, jitterBufferEmittedCount: frames, jitterBufferDelay: frames * 1.5}];
        connection().getReceivers = () => [{track: {kind: 'video'}, getStats: async () => new Map(report().map(each => [each.type, each]))}];
        shows(SMALL);
        await comesUp(0);
        sizes();
        for (let second = 0; second < 5; second += 1) {
            frames += 30;
            world.passes(1000);
            await settle();
        }
        assert.deepEqual(sizes(), [{width: 224, height: 125, framesPerSecond: 25}]);
    });
});

describe('a voice', () => {
    async function hears(levels, muted = () => false) {
        let changes = 0;
        let level;
        const link = {isUp: true, level: async () => level, ownLevel: async () => 0};
        const voices = new Voices(world, () => [{link, muted: muted()}], () => false, () => (changes += 1));
        const heard = [];
        for (level of levels) {
            world.passes(200);
            await settle();
            heard.push(voices.isSpeaking(link));
        }
        voices.stop();
        return {heard, changes};
    }

    test('that is loud for longer than a cough is speaking, and not at once over', async () => {
        const {heard, changes} = await hears([0.2, 0.2, 0, 0, 0, 0, 0]);
        assert.deepEqual(heard, [false, true, true, true, true, true, false]);
        assert.equal(changes, 2);
    });

    test('of somebody who says that they are muted is none', async () => {
        assert.ok(!(await hears([0.2, 0.2, 0.2], () => true)).heard.includes(true));
    });
});

describe('addresses in a text', () => {
    const links = text => linkify(text).filter(({href}) => href !== undefined).map(({text: written}) => written);

    test('are found without what is around them', () => {
        assert.deepEqual(links('(see https://a.example/b, or http://c.example/d_(e).)'), ['https://a.example/b', 'http://c.example/d_(e)']);
        assert.deepEqual(links('https://a.example?'), ['https://a.example']);
    });

    test('are of the web, and what they look like', () => {
        for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'https://bank.example@evil.example', 'https://', 'a.example']) {
            assert.deepEqual(links(text), [], text);
        }
    });

    test('never change the text', () => {
        for (const text of ['', 'https://a.example', '<b>x</b> https://a.example/<i>', 'a https://b https://c. d']) {
            assert.equal(linkify(text).map(piece => piece.text).join(''), text);
        }
    });
});
