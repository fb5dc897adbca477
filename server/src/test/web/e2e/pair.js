// A call between the desktop's engine and a browser, on the real server, with real sound servers.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, SMALL} from '../harness/browsers.js';
import {Closing} from '../harness/closing.js';
import {startEngine} from '../harness/engine.js';
import {join} from '../harness/page.js';
import {
    engineHears, engineSeesPage, pageHears, pageSeesDesktop, speakerPlays,
} from '../harness/proofs.js';
import {keepLogs} from '../harness/logs.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {until} from '../harness/until.js';

const GONE_MS = 2_000;
/** A report is rewritten once a second. */
const REPORTED_MS = 1_000;

/** @param {'chromium'|'firefox'} kind of browser */
export function callBetweenDesktopAnd(kind) {
    describe(`a call between the desktop and ${kind}`, {timeout: 600_000}, () => {
        const closing = new Closing();
        let server;
        let room;
        let engineSound;
        let browser;
        let ada;
        let bob;

        const startAda = () => startEngine({server: server.url, room: room.id, name: 'Ada', env: engineSound.env});

        before(async () => {
            server = closing.add(await startServer(), it => it.stop());
            engineSound = closing.add(await startSound(), it => it.stop());
            const browserSound = closing.add(await startSound(), it => it.stop());
            browser = closing.add(await launch(kind, {env: browserSound.env, size: SMALL}), it => it.close());
            room = await makeRoom(server.url);
            ada = await startAda();
            closing.add(null, () => ada.stop());
            bob = await join(browser, room.link, 'Bob');
        });
        after(async () => {
            await keepLogs(`desktop-and-${kind}`, {server, ada, bob});
            await closing.close();
        });

        test('the browser connects to the desktop that was there first', async t => {
            await until('connection at both sides', async () =>
                (await ada.sees('Bob')).connected && (await bob.connections()).every(state => state === 'connected'));
            assert.deepEqual(await bob.others(), ['Ada']);
            t.diagnostic(`candidates: ${(await ada.sees('Bob')).localCandidateType}, ${(await ada.sees('Bob')).remoteCandidateType}`);
        });

        test('the browser shows the desktop\'s moving picture', async t => {
            t.diagnostic(`${(await pageSeesDesktop(bob, 'Ada')).toFixed(1)} frames/s`);
        });

        test('the desktop gets the browser\'s moving picture', async t => {
            t.diagnostic(`${(await engineSeesPage(ada, bob)).toFixed(1)} frames/s`);
        });

        test('each hears the other', async () => {
            await engineHears(ada, 'Bob');
            await speakerPlays(engineSound);
            await pageHears(bob, 'Ada');
        });

        test('a page that nobody sees gets the smallest picture and all of the sound', {skip: kind !== 'chromium'}, async () => {
            const width = async () => (await bob.pictureSize('Ada')).width;
            const seen = await width();
            await bob.beHidden(true);
            await until('a small picture', async () => await width() < seen / 3);
            await pageHears(bob, 'Ada');
            await bob.beHidden(false);
            await until('the whole picture', async () => await width() === seen);
        });

        test('a reloaded page comes back', async () => {
            await bob.reload();
            await pageSeesDesktop(bob, 'Ada');
            await engineSeesPage(ada, bob);
            await engineHears(ada, 'Bob');
            await pageHears(bob, 'Ada');
        });

        test('the desktop\'s tile goes when it leaves, and comes back with it', async () => {
            const ended = ada.stop();
            await until('empty room', async () => (await bob.others()).length === 0, GONE_MS);
            assert.equal(await ended, 0);
            ada = await startAda();
            // This time it is the desktop that offers.
            await pageSeesDesktop(bob, 'Ada');
            await engineSeesPage(ada, bob);
            await pageHears(bob, 'Ada');
        });

        test('the desktop knows at once when the browser leaves', async () => {
            await bob.leave();
            await until('parting', async () => !(await ada.sees('Bob')).connected, GONE_MS + REPORTED_MS);
        });
    });
}
