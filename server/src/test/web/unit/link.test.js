import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, mock, test} from 'node:test';

import {Link} from '../../../main/resources/static/assets/js/call/link.js';
import {FakeConnection, FakeStream, settle} from './fake-connection.js';

const MICROPHONE = {kind: 'audio'};
const CAMERA = {kind: 'video', getSettings: () => ({width: 1280, height: 720, frameRate: 30})};
const BUDGET = {height: 360, bitrate: 600_000};
const OFFER = {type: 'offer', sdp: 'theirs\r\na=ice-ufrag:Re\r\n'};
const ANSWER = {type: 'answer', sdp: 'theirs\r\na=ice-ufrag:Re\r\n'};
const candidate = name => ({candidate: name, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'Re'});

let connection;
let sent;
let changes;

function link({role = 'polite', waitsForOffer = false, tracks = [MICROPHONE, CAMERA]} = {}) {
    connection = new FakeConnection();
    sent = [];
    changes = [];
    const made = new Link({
        connection,
        role,
        waitsForOffer,
        local: new FakeStream(tracks),
        budget: BUDGET,
        want: null,
        remote: new FakeStream(),
        listener: {
            send: data => sent.push(data),
            channels: () => {},
            connection: state => changes.push(state),
            changed: () => {},
            gaveUp: () => changes.push('gave up'),
        },
    });
    return made;
}

const sending = () => connection.getTransceivers().map(({sender, direction}) => [sender.track, direction]);

beforeEach(() => mock.method(console, 'warn', () => {}));
afterEach(() => mock.restoreAll());

describe('the side that offers', () => {
    test('offers microphone, camera and control channel in one round', async () => {
        link();
        await connection.fires('negotiationneeded');
        assert.deepEqual(sending(), [[MICROPHONE, 'sendrecv'], [CAMERA, 'sendrecv']]);
        assert.deepEqual(connection.log, ['channel control true 0', 'channel files true 1', 'local offer']);
        assert.deepEqual(sent, []);
        await connection.succeeds();
        assert.deepEqual(sent, [{description: {type: 'offer', sdp: 'offer 1'}}]);
    });

    test('offers both without any device, so that one that is switched on later needs no round', async () => {
        const made = link({tracks: []});
        assert.deepEqual(sending(), [[null, 'sendrecv'], [null, 'sendrecv']]);
        await made.replaceTrack('video', CAMERA);
        assert.deepEqual(sending(), [[null, 'sendrecv'], [CAMERA, 'sendrecv']]);
    });

    test('sends its candidates after the description that they belong to', async () => {
        link();
        await connection.fires('negotiationneeded');
        await connection.fires('icecandidate', {candidate: {...candidate('candidate:1'), sdpMLineIndex: null}});
        await connection.succeeds();
        assert.deepEqual(sent, [
            {description: {type: 'offer', sdp: 'offer 1'}},
            {candidate: {candidate: 'candidate:1', sdpMid: '0', usernameFragment: 'Re'}},
        ]);
    });

    test('says when there are no more candidates', async () => {
        link();
        await connection.fires('icecandidate', {candidate: null});
        assert.deepEqual(sent, [{candidate: null}]);
    });

    test('gives way when it is polite and both offer, and sends on what was offered to it', async () => {
        const made = link({role: 'polite'});
        await connection.fires('negotiationneeded');
        await connection.succeeds();
        const own = connection.getTransceivers();
        made.receive({description: OFFER});
        await settle();
        assert.equal(connection.log.at(-1), 'local rollback');
        await connection.succeeds();
        await connection.succeeds();
        await settle();
        assert.equal(connection.log.at(-1), 'local answer');
        assert.deepEqual(own.map(({stopped}) => stopped), [true, true]);
        assert.deepEqual(sending().slice(2), [[MICROPHONE, 'sendrecv'], [CAMERA, 'sendrecv']]);
    });
});

describe('the side that waits', () => {
    test('answers on what was offered, with microphone, camera and control channel', async () => {
        const made = link({waitsForOffer: true});
        assert.deepEqual(sending(), []);
        made.receive({description: OFFER});
        await connection.succeeds();
        assert.deepEqual(sending(), [[MICROPHONE, 'sendrecv'], [CAMERA, 'sendrecv']]);
        assert.deepEqual(connection.log, ['remote offer', 'channel control true 0', 'channel files true 1', 'local answer']);
        await connection.succeeds();
        assert.deepEqual(sent, [{description: {type: 'answer', sdp: 'answer 1'}}]);
    });
});

describe('effects', () => {
    test('run one at a time', async () => {
        const made = link();
        await connection.fires('negotiationneeded');
        await connection.succeeds();
        made.receive({description: ANSWER});
        for (const name of ['candidate:1', 'candidate:2']) {
            made.receive({candidate: candidate(name)});
        }
        await settle();
        assert.equal(connection.running, 1);
        await connection.succeeds();
        assert.deepEqual([connection.running, connection.log.at(-1)], [1, 'candidate candidate:1']);
        await connection.succeeds();
        assert.deepEqual([connection.running, connection.log.at(-1)], [1, 'candidate candidate:2']);
    });

    test('a candidate that is refused does no harm', async () => {
        const made = link({waitsForOffer: true});
        made.receive({description: OFFER});
        await connection.succeeds();
        await connection.succeeds();
        made.receive({candidate: candidate('candidate:1')});
        made.receive({candidate: candidate('candidate:2')});
        await connection.fails();
        assert.equal(connection.log.at(-1), 'candidate candidate:2');
        assert.deepEqual(changes, []);
    });

    test('an operation that fails is the end of the link, and is shown', async () => {
        const made = link({waitsForOffer: true});
        made.receive({description: OFFER});
        await connection.fails();
        assert.deepEqual(changes, ['gave up']);
    });
});

describe('the picture that is sent', () => {
    const all = () => connection.getTransceivers()[1].sender.getParameters().encodings[0];
    const encoding = () => {
        const {scaleResolutionDownBy, maxBitrate} = all();
        return {scaleResolutionDownBy, maxBitrate};
    };

    test('keeps to its budget as soon as it is sent', async () => {
        link();
        await connection.becomes('connected');
        await settle();
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 2, maxBitrate: 600_000});
    });

    test('follows a budget that changes, and is never blown up', async () => {
        const made = link();
        await made.limit({height: 180, bitrate: 150_000});
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 4, maxBitrate: 150_000});
        await made.limit({height: 1080, bitrate: 3_000_000});
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 1, maxBitrate: 3_000_000});
    });

    test('is no larger than it is shown, nor comes more often', async () => {
        const made = link();
        await made.want({type: 'want', source: 'camera', size: {width: 320, height: 180, framesPerSecond: 10}});
        assert.deepEqual(all(), {active: true, scaleResolutionDownBy: 4, maxBitrate: 115_200, maxFramerate: 10});
    });

    test('stays away while it is not shown, and is there again when it is', async () => {
        const made = link();
        await made.want({type: 'want', source: 'camera'});
        assert.equal(all().active, false);
        await made.want({type: 'want', source: 'camera', size: {width: 1280, height: 720, framesPerSecond: 30}});
        assert.equal(all().active, true);
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 2, maxBitrate: 600_000});
    });

    test('is as the last of two changes at once has it', async () => {
        const made = link();
        await Promise.all([
            made.limit({height: 720, bitrate: 1_800_000}),
            made.want({type: 'want', source: 'camera', size: {width: 640, height: 360, framesPerSecond: 30}}),
        ]);
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 2, maxBitrate: 1_382_400});
        assert.equal(console.warn.mock.callCount(), 0);
    });

    test('goes on with a whole one for somebody who has missed some, unless it is not shown', async () => {
        const made = link();
        await made.limit(BUDGET);
        const [, {sender}] = connection.getTransceivers();
        const asked = [];
        const take = sender.setParameters.bind(sender);
        const set = mock.method(sender, 'setParameters', parameters => {
            asked.push(parameters.encodings[0].active);
            return take(parameters);
        });
        await made.refresh();
        assert.deepEqual(asked, [false, true]);
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 2, maxBitrate: 600_000});
        await made.want({type: 'want', source: 'camera'});
        set.mock.resetCalls();
        await made.refresh();
        assert.equal(set.mock.callCount(), 0);
    });

    test('keeps to it when the camera comes later', async () => {
        const made = link({tracks: []});
        await connection.becomes('connected');
        await made.replaceTrack('video', CAMERA);
        assert.deepEqual(encoding(), {scaleResolutionDownBy: 2, maxBitrate: 600_000});
    });
});

test('the other side is seen with its newest camera', async () => {
    const made = link();
    const [first, second] = [{kind: 'video'}, {kind: 'video'}];
    await connection.fires('track', {track: first});
    await connection.fires('track', {track: second});
    assert.deepEqual(made.stream.getTracks(), [second]);
});

test('a link that is closed is heard of no more', async () => {
    const made = link();
    await connection.fires('negotiationneeded');
    made.close();
    await connection.fails();
    await connection.becomes('failed');
    assert.ok(connection.closed);
    assert.deepEqual([sent, changes], [[], []]);
    assert.equal(console.warn.mock.callCount(), 0);
});
