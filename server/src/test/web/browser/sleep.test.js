import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {launch} from '../harness/browsers.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

/** Nobody waits long for who sleeps. */
const SHORT = ['--confero.limits.heartbeat=1s', '--confero.limits.silence=3s', '--confero.limits.grace=3s'];

/** What a browser itself says about a socket that was closed meanwhile, and the page about words to somebody whom the server has lost. */
const ON_THE_WAY = /WebSocket|no-such-participant/;

let server;
let laptop;
let other;

before(async () => {
    server = await startServer(SHORT);
    [laptop, other] = [await launch('chromium'), await launch('chromium')];
});
after(async () => {
    signal(laptop, 'SIGCONT');
    await Promise.all([laptop.close(), other.close()]);
    await server.stop();
});

/** To all processes of a browser, as when its machine goes to sleep and wakes. */
function signal(browser, name) {
    process.kill(-browser.process().pid, name);
}

test('a page that has slept for longer than the grace time is in the room again by itself', async () => {
    const ada = await visit(laptop, `${server.url}/sleep`);
    await ada.join('Ada');
    const grace = await visit(other, `${server.url}/sleep`);
    await grace.join('Grace');
    await until('picture of Ada', async () => (await grace.tile('Ada'))?.width > 0);
    await until('picture of Grace', async () => (await ada.tile('Grace'))?.width > 0);

    signal(laptop, 'SIGSTOP');
    await until('Ada to be gone', async () => (await grace.tiles()).length === 0, 90_000);
    signal(laptop, 'SIGCONT');

    await until('picture of Ada again', async () => (await grace.tile('Ada'))?.width > 0, 90_000);
    await until('picture of Grace again', async () => (await ada.tile('Grace'))?.width > 0, 90_000);
    await until('end of the note', async () => !(await ada.text()).includes('Reconnecting to server'));
    const time = async () => (await grace.tile('Ada')).time;
    const then = await time();
    await until('going on of the call', async () => (await time()) > then + 1);
    assert.deepEqual((await grace.tiles()).map(({name}) => name), ['Ada']);
    assert.deepEqual((await ada.tiles()).map(({name}) => name), ['Grace']);
    [ada, grace].forEach(visitor => visitor.forgive(ON_THE_WAY));
    await Promise.all([ada, grace].map(visitor => visitor.assertNoComplaints()));
    await Promise.all([ada, grace].map(visitor => visitor.close()));
});
