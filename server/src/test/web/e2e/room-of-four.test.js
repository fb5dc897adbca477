// Two desktops, Chromium and Firefox in one room: everybody sees and hears everybody.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, SMALL} from '../harness/browsers.js';
import {MODEST} from '../harness/camera.js';
import {Closing} from '../harness/closing.js';
import {startEngine} from '../harness/engine.js';
import {join} from '../harness/page.js';
import {
    engineHears, engineSeesDesktop, engineSeesPage, pageHears, pageSeesDesktop, pageSeesPage, speakerPlays,
} from '../harness/proofs.js';
import {keepLogs} from '../harness/logs.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {until} from '../harness/until.js';

const GONE_MS = 2_000;
/** Of four in a small window; the desktops have no windows. */
const TILE = {width: 320, height: 180};
/** A report is rewritten once a second. */
const REPORTED_MS = 1_000;

describe('a room of four', {timeout: 900_000}, () => {
    const closing = new Closing();
    const sounds = [];
    let server;
    let room;
    let ada;
    let ben;
    let cleo;
    let dora;
    const engines = () => [ada, ben];
    const pages = () => [cleo, dora];

    before(async () => {
        server = closing.add(await startServer(), it => it.stop());
        room = await makeRoom(server.url);
        for (const name of ['Ada', 'Ben', 'Dora']) {
            sounds.push(closing.add(await startSound(), it => it.stop()));
        }
        const engine = async (name, sound) => closing.add(
            await startEngine({
                server: server.url, room: room.id, name, env: sound.env, args: ['--show', `${TILE.width}x${TILE.height}`],
            }), it => it.stop());
        ada = await engine('Ada', sounds[0]);
        const chromium = closing.add(await launch('chromium', {size: SMALL}), it => it.close());
        cleo = await join(chromium, room.link, 'Cleo', MODEST);
        const firefox = closing.add(await launch('firefox', {env: sounds[2].env, size: SMALL}), it => it.close());
        dora = await join(firefox, room.link, 'Dora', MODEST);
        ben = await engine('Ben', sounds[1]);
    });
    after(async () => {
        await keepLogs('room-of-four', {server, ada, ben, cleo, dora});
        await closing.close();
    });

    /** Each looks at one after the other, all at the same time. */
    const everyPair = prove => Promise.all([...engines(), ...pages()].map(async one => {
        for (const other of [...engines(), ...pages()].filter(each => each !== one)) {
            await prove(one, other);
        }
    }));

    test('every pair is connected', async () => {
        for (const engine of engines()) {
            await until(`links of ${engine.name}`, async () => {
                const {participants} = await engine.report();
                return participants.length === 3 && participants.every(participant => participant.connected);
            });
        }
        for (const page of pages()) {
            await until(`links of ${page.name}`, async () => {
                const states = await page.connections();
                return states.length === 3 && states.every(state => state === 'connected');
            });
            assert.equal((await page.others()).length, 3);
        }
    });

    test('everybody sees everybody', async t => {
        await everyPair(async (one, other) => {
            const see = engines().includes(one)
                ? (engines().includes(other) ? engineSeesDesktop(one, other.name) : engineSeesPage(one, other))
                : (engines().includes(other) ? pageSeesDesktop(one, other.name) : pageSeesPage(one, other));
            t.diagnostic(`${one.name} sees ${other.name} at ${(await see).toFixed(1)} frames/s`);
        });
    });

    test('nobody is sent a larger picture than their tile shows', async () => {
        for (const page of pages()) {
            for (const name of ['Ada', 'Ben']) {
                await until(`small picture of ${name} at ${page.name}`, async () => {
                    const size = await page.pictureSize(name);
                    return size.width > 0 && size.width <= TILE.width && size.height <= TILE.height;
                });
            }
        }
        await until('small picture of Ben at Ada', async () => (await ada.sees('Ben')).width === TILE.width);
    });

    test('everybody hears everybody', async () => {
        await everyPair((one, other) =>
            engines().includes(one) ? engineHears(one, other.name) : pageHears(one, other.name));
        await speakerPlays(sounds[0]);
        await speakerPlays(sounds[1]);
    });

    test('a reloaded page comes back to all three', async () => {
        await cleo.reload();
        await pageSeesDesktop(cleo, 'Ada');
        await pageSeesDesktop(cleo, 'Ben');
        await pageSeesPage(cleo, dora);
        await pageSeesPage(dora, cleo);
        await engineSeesPage(ada, cleo);
        await engineSeesPage(ben, cleo);
    });

    test('one leaves and the other three know it', async () => {
        const ended = ben.stop();
        await Promise.all([
            ...pages().map(page => until(`room without Ben at ${page.name}`, async () =>
                !(await page.others()).includes('Ben'), GONE_MS)),
            until('room without Ben at Ada', async () => !(await ada.sees('Ben')).connected, GONE_MS + REPORTED_MS),
        ]);
        assert.equal(await ended, 0);
        await pageSeesPage(cleo, dora);
        await pageSeesDesktop(dora, 'Ada');
    });
});
