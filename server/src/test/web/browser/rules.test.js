// Rooms with rules, as hosts, guests and those at the door see them.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch} from '../harness/browsers.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {standIn} from './stand-in.js';
import {visit} from './visitor.js';

let server;

before(async () => (server = await startServer()));
after(() => server.stop());

/** Runs in a page: rules are about people, and pictures would only keep a busy machine busier. */
function withoutCamera() {
    // An empty page is not trusted with a camera anyway.
    if (navigator.mediaDevices === undefined) {
        return;
    }
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async wanted => {
        if (wanted.video) {
            throw new DOMException('No camera here', 'NotFoundError');
        }
        return open(wanted);
    };
}

for (const kind of KINDS) {
    describe(`in ${kind}`, () => {
        let browser;

        before(async () => (browser = await launch(kind)));
        after(() => browser.close());

        async function meet(room, ...names) {
            const visitors = [];
            for (const name of names) {
                const visitor = await visit(browser, `${server.url}/${room}`, {prepare: withoutCamera});
                await visitor.join(name);
                visitors.push(visitor);
            }
            return visitors;
        }

        async function part(...visitors) {
            for (const visitor of visitors) {
                await visitor.assertNoComplaints();
                await visitor.close();
            }
        }

        /** Somebody whose server is the test's. */
        async function apart(path, answers) {
            const visitor = await visit(browser, server.url + path, {prepare: standIn});
            await visitor.page.evaluate(given => (window.answers = given), answers);
            return visitor;
        }

        test('a host asks to mute, makes hosts and removes; whom it concerns sees it at once', async () => {
            const [ada, bob] = await meet(`host-${kind}`, 'Ada', 'Bob');
            await ada.press('People');
            await bob.press('People');
            assert.deepEqual(await bob.offers(), []);
            assert.equal(await ada.focused(), 'People');

            await ada.choose('Bob', 'Ask to mute');
            await bob.reads('Ada asks you to mute your microphone.');
            await bob.press('Mute');
            await until('sign of mute', async () => (await ada.tile('Bob')).labels.includes('Microphone off'));

            await ada.choose('Bob', 'Make host');
            await bob.reads('Bob (you)\nHost');
            await bob.offer('More about Ada');
            await ada.choose('Ada', 'No longer host');
            await until('end of the host controls', async () => (await ada.offers()).length === 0);
            await bob.choose('Bob', 'No longer host');
            await bob.reads('A room keeps one host at least.');

            await bob.choose('Ada', 'Remove from the call…');
            await bob.reads('Ada is put out of the call at once');
            await bob.press('Remove');
            await ada.reads('You were removed from the call');
            await ada.reads('You can ask to be let in again');
            await bob.reads('1 person');
            await part(ada, bob);
        });

        test('a locked room is seen to be, and keeps newcomers out; an ended call is over for everybody', async () => {
            const room = `lock-${kind}`;
            const [ada, bob] = await meet(room, 'Ada', 'Bob');
            await ada.press('People');
            await ada.press('Lock the room', 'switch');
            await bob.reads('Locked');
            const cleo = await visit(browser, `${server.url}/${room}`, {prepare: withoutCamera});
            await cleo.fill('Your name', 'Cleo');
            await cleo.press('Join');
            await cleo.reads('This room is locked.');
            assert.equal(await (await cleo.field('Your name')).evaluate(field => field.value), 'Cleo');
            await ada.press('Lock the room', 'switch');
            await until('unlocked room', async () => !(await bob.text()).includes('Locked'));
            await cleo.press('Join');
            await cleo.isIn();

            await ada.press('End the call for everybody');
            await ada.press('Cancel');
            assert.equal(await ada.focused(), 'End the call for everybody');
            await ada.press('End the call for everybody');
            await ada.press('End the call');
            for (const each of [ada, bob, cleo]) {
                await each.reads('The call has ended');
            }
            await bob.press('Start page');
            await bob.reads('Start or join a call');
            await part(ada, bob, cleo);
        });

        test('a room that is made with a passcode and a waiting room keeps to both', async () => {
            const ada = await visit(browser, server.url, {prepare: withoutCamera});
            await ada.fill('Your name', 'Ada');
            await ada.page.click('#options summary');
            await ada.fill('Title', 'Board meeting');
            await ada.fill('Passcode', 'open');
            await ada.press('Waiting room: you let people in one by one', 'checkbox');
            await ada.press('New room');
            await ada.isIn();
            await ada.reads('Board meeting');
            // Not page.url(), which in Firefox knows nothing of what a page makes of its address.
            const {link, key, elsewhere} = await ada.page.evaluate(() => ({
                link: location.href,
                key: sessionStorage.getItem(`confero.key.${location.pathname.slice(1)}`),
                elsewhere: JSON.stringify(localStorage) + location.href + document.documentElement.outerHTML,
            }));
            assert.ok(key.length > 0 && !elsewhere.includes(key));
            const bob = await visit(browser, link, {prepare: withoutCamera});
            await bob.fill('Your name', 'Bob');
            await bob.press('Join');
            await bob.reads('This room asks for a passcode');
            await bob.page.keyboard.type('guess');
            await bob.page.keyboard.press('Enter');
            await bob.reads('That is not this room’s passcode.');
            await bob.page.keyboard.type('open');
            await bob.page.keyboard.press('Enter');
            await bob.reads('Waiting to be let in');
            await ada.reads('Bob asks to be let in.');
            await ada.press('Admit');
            await bob.isIn();
            await until('tile of Bob', async () => (await ada.tile('Bob')) !== undefined);
            await ada.page.reload();
            await ada.isIn();
            await ada.press('People');
            await ada.reads('Ada (you)\nHost');
            await part(ada, bob);
        });

        test('a passcode is asked for again without losing what was typed, may have to wait, and may be given up', async () => {
            const visitor = await apart('/secret', [
                {type: 'error', code: 'wrong-passcode', detail: 'No'},
                {type: 'error', code: 'wrong-passcode', detail: 'No'},
                {type: 'error', code: 'wrong-passcode', detail: 'No'},
                {type: 'error', code: 'too-many-requests', detail: 'Slowly', retryAfter: 1500},
                'joined',
            ]);
            await visitor.fill('Your name', 'Ada');
            await visitor.press('Join');
            await visitor.reads('This room asks for a passcode');
            await visitor.page.keyboard.press('Escape');
            await until('start', async () => !(await visitor.text()).includes('asks for a passcode'));
            assert.equal(await (await visitor.field('Your name')).evaluate(field => field.value), 'Ada');
            await visitor.press('Join');
            await visitor.reads('This room asks for a passcode');
            assert.equal(await visitor.focused(), 'Passcode');
            await visitor.page.keyboard.type('guess');
            await visitor.page.keyboard.press('Enter');
            await visitor.reads('That is not this room’s passcode.');
            assert.equal(await visitor.page.evaluate(() => document.activeElement.value), 'guess');
            await visitor.page.keyboard.type('second');
            await visitor.page.keyboard.press('Enter');
            await visitor.reads('The next one can be tried in 2 seconds.');
            await visitor.reads('Wait 2 s');
            await visitor.reads('You can try again now.');
            await visitor.page.keyboard.press('Enter');
            await visitor.isIn();
            const shown = await visitor.page.evaluate(() => window.joins.map(({passcode}) => passcode ?? null));
            assert.deepEqual(shown, [null, null, 'guess', 'second', 'second']);
            await part(visitor);
        });

        test('whoever waits sees that, may give up, is let in or sent away', async () => {
            const visitor = await apart('/door', ['waiting', 'waiting', 'waiting']);
            await visitor.fill('Your name', 'Ada');
            await visitor.press('Join');
            await visitor.reads('Waiting to be let in');
            await visitor.press('Cancel');
            await visitor.press('Join');
            await visitor.reads('Waiting to be let in');
            await visitor.page.evaluate(() => window.says({type: 'removed', seq: 2}));
            await visitor.reads('You were not let in');
            await visitor.press('Ask again');
            await visitor.reads('Waiting to be let in');
            await visitor.page.evaluate(() => window.says(window.joined()));
            await visitor.isIn();
            await part(visitor);
        });

        test('a host sees who knocks, and lets them in or sends them away', async () => {
            const visitor = await apart('/door', ['joined']);
            await visitor.join('Ada');
            const knock = (id, name) =>
                visitor.page.evaluate(
                    (who, called) => window.says({type: 'knock', seq: 2, visitor: {id: who, name: called}}), id, name);
            await knock('b', 'Bob');
            await visitor.reads('Bob asks to be let in.');
            await knock('c', 'Cleo');
            await visitor.reads('2 people ask to be let in.');
            await visitor.press('People, 2 waiting');
            await visitor.press('Deny Bob');
            await visitor.page.evaluate(() => window.says({type: 'knock-ended', seq: 3, id: 'b'}));
            await visitor.reads('Cleo asks to be let in.');
            assert.equal(await visitor.focused(), 'Admit Cleo');
            await knock('d', 'Dora');
            await visitor.press('Admit all');
            assert.deepEqual(
                await visitor.page.evaluate(() => window.orders.map(({action, target}) => `${action} ${target}`)),
                ['deny b', 'admit c', 'admit d'],
            );
            await part(visitor);
        });
    });
}
