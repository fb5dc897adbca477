import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch} from '../harness/browsers.js';
import {find} from '../harness/controls.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

let server;
let rooms = 0;

before(async () => (server = await startServer()));
after(() => server.stop());

const freshRoom = kind => `start-${kind}-${(rooms += 1)}`;

for (const kind of KINDS) {
    describe(`the start screen in ${kind}`, () => {
        let browser;
        let visitor;

        before(async () => (browser = await launch(kind)));
        after(() => browser.close());

        async function at(path) {
            visitor = await visit(browser, server.url + path);
        }

        async function done() {
            await visitor.assertNoComplaints();
            await visitor.close();
        }

        test('asks for a name and a room, and says what is wrong with either', async () => {
            await at('/');
            await visitor.press('Join');
            await visitor.reads('A name is needed.');
            await visitor.reads('A room id is 1 to 64 letters');
            assert.equal(await visitor.page.evaluate(() => document.activeElement.id), 'name');
            await visitor.fill('Your name', 'x'.repeat(65));
            await visitor.press('Join');
            await visitor.reads('A name has at most 64 characters.');
            await visitor.fill('Your name', 'Ada');
            await visitor.fill('Room or link', 'api');
            await visitor.press('Join');
            await visitor.reads('This room id is reserved.');
            await done();
        });

        test('takes a link as well as a room', async () => {
            const room = freshRoom(kind);
            await at('/');
            await visitor.fill('Room or link', `${server.url}/${room}`);
            await visitor.join('Ada');
            assert.equal(await visitor.page.evaluate(() => location.pathname), `/${room}`);
            await done();
        });

        test('opens a new room, whose link others can use', async () => {
            await at('/');
            await visitor.fill('Your name', 'Ada');
            await visitor.press('New room');
            await visitor.isIn();
            const link = await visitor.page.evaluate(() => location.href);
            await visitor.reads('You are the only one here');
            await visitor.reads(link);
            const guest = await visit(browser, link);
            await guest.join('Grace');
            await until('tile of Grace', async () => (await visitor.tile('Grace')) !== undefined);
            await guest.close();
            await done();
        });

        test('needs no mouse', async () => {
            await at(`/${freshRoom(kind)}`);
            await until('focus', () => visitor.page.evaluate(() => document.activeElement.id === 'name'));
            await visitor.page.keyboard.type('Ada');
            await visitor.page.keyboard.press('Enter');
            await visitor.isIn();
            const named = () => visitor.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
            for (const expected of ['Microphone', 'Camera', 'Copy link', 'People', 'Chat', 'Raise hand or react', 'Leave']) {
                await visitor.page.keyboard.press('Tab');
                assert.equal(await named(), expected);
            }
            await visitor.page.keyboard.press('Enter');
            await visitor.field('Your name');
            await done();
        });

        test('shows one\'s own picture, and M and V switch the devices except while typing', async () => {
            await at(`/${freshRoom(kind)}`);
            await until('own picture', () =>
                visitor.page.evaluate(() => document.querySelector('#start video').videoWidth > 0),
            );
            const switches = () =>
                visitor.page.evaluate(() =>
                    [...document.querySelectorAll('#start [role="switch"]')].map(each => each.getAttribute('aria-checked')),
                );
            await visitor.fill('Your name', 'mv');
            assert.deepEqual(await switches(), ['true', 'true']);
            await visitor.page.evaluate(() => document.activeElement.blur());
            await visitor.page.keyboard.press('m');
            await visitor.page.keyboard.press('v');
            assert.deepEqual(await switches(), ['false', 'false']);
            await visitor.reads('Camera is off');
            await done();
        });

        test('remembers the name, so that one is a click away from the next call', async () => {
            await at(`/${freshRoom(kind)}`);
            await visitor.join('Ada');
            await visitor.press('Leave');
            await visitor.page.goto(`${server.url}/${freshRoom(kind)}`);
            assert.equal(await (await visitor.field('Your name')).evaluate(field => field.value), 'Ada');
            await visitor.press('Join');
            await visitor.isIn();
            await done();
        });

        test('a reloaded page goes back on its own, unless one does something else first', async () => {
            await at(`/${freshRoom(kind)}`);
            await visitor.join('Ada');
            await visitor.page.reload();
            await visitor.isIn();
            await visitor.page.reload();
            await visitor.fill('Your name', 'Ada Lovelace');
            await visitor.press('Join');
            await visitor.isIn();
            await visitor.press('People');
            await visitor.reads('Ada Lovelace (you)');
            await done();
        });

        test('a name is text and nothing else', async () => {
            const room = freshRoom(kind);
            const name = '<img src=x onerror=alert(1)>';
            await at(`/${room}`);
            await visitor.join('Ada');
            const guest = await visit(browser, `${server.url}/${room}`);
            await guest.join(name);
            await until('tile', async () => (await visitor.tile(name)) !== undefined);
            assert.equal(await visitor.page.evaluate(() => document.querySelectorAll('.tile img').length), 0);
            await visitor.reads(name);
            await guest.close();
            await done();
        });

        test('a room that is full says so, and lets one in when somebody has left', async () => {
            const room = freshRoom(kind);
            const crowd = await visit(browser, server.url);
            await crowd.page.evaluate(fillRoom, room);
            await at(`/${room}`);
            await visitor.fill('Your name', 'Ada');
            await visitor.press('Join');
            await visitor.reads('This room is full.');
            await crowd.page.evaluate(() => window.crowd.forEach(socket => socket.close(1000)));
            // Whoever is being let in finds no Join any more.
            await until('seat', async () => {
                await (await find(visitor.page, 'button', 'Join'))?.click();
                return find(visitor.page, 'list', 'Participants');
            });
            await crowd.close();
            await done();
        });
    });
}

/** Runs in a page: sixteen sockets join the room. */
function fillRoom(room) {
    const state = {audio: false, video: false, screen: false, hand: false};
    window.crowd = [];
    const enter = index =>
        new Promise((resolve, reject) => {
            const socket = new WebSocket(`ws://${location.host}/ws`, 'confero.v1');
            window.crowd.push(socket);
            const say = message => socket.send(JSON.stringify(message));
            socket.onopen = () => say({type: 'hello', client: {name: 'crowd', version: '1'}});
            socket.onclose = reject;
            socket.onmessage = ({data}) => {
                const {type} = JSON.parse(data);
                if (type === 'welcome') {
                    say({type: 'join', id: '1', room, name: `Guest ${index}`, state});
                } else if (type === 'joined') {
                    resolve();
                }
            };
        });
    return Promise.all(Array.from({length: 16}, (_, index) => enter(index)));
}
