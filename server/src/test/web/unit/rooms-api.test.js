import assert from 'node:assert/strict';
import {test} from 'node:test';

import {createRoom} from '../../../main/resources/static/assets/js/rooms-api.js';

const answering = (status, body, headers = {}) => async (url, request) => {
    answering.request = request;
    return new Response(body, {status, headers});
};

test('what is wished goes to the server, and its key comes back', async () => {
    const made = await createRoom({title: 'Talk', waitingRoom: true}, undefined, answering(201, '{"id": "r", "hostKey": "k"}'));
    assert.deepEqual(made, {room: 'r', key: 'k'});
    assert.deepEqual(JSON.parse(answering.request.body), {title: 'Talk', waitingRoom: true});
});

test('a server that gives no key has made a room all the same', async () => {
    assert.deepEqual(await createRoom({}, undefined, answering(201, '{"id": "r", "link": "x"}')), {room: 'r', key: null});
});

test('a refusal says why, and when to come again', async () => {
    const body = '{"code": "too-many-requests", "detail": "Slowly"}';
    assert.deepEqual(await createRoom({}, undefined, answering(429, body, {'retry-after': '7'})), {
        code: 'too-many-requests', detail: 'Slowly', retryAfter: 7000,
    });
});

test('what is no Confero server is said to be none, and silence is silence', async () => {
    assert.equal((await createRoom({}, undefined, answering(200, '<html>'))).code, 'not-confero');
    const fails = async () => {
        throw new TypeError('fetch failed');
    };
    assert.equal((await createRoom({}, fails)).code, 'unreachable');
});
