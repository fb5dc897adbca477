import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch, SMALL} from '../harness/browsers.js';
import {MODEST} from '../harness/camera.js';
import {found, nameControls} from '../harness/controls.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

/** How soon others see that somebody has left. */
const GONE_MS = 2_000;

/** How soon they see that a page is gone which said nothing: at the end of its socket, before silence tells (15 s). */
const CLOSED_MS = 10_000;

const PAIRS = [
    ['chromium', 'chromium'],
    ['firefox', 'firefox'],
    ['firefox', 'chromium'],
    ['chromium', 'firefox'],
];

let server;
const browsers = {};

before(async () => {
    server = await startServer();
    for (const kind of KINDS) {
        // Two pages of a Firefox without a GPU, each with two moving pictures, take all of a small machine to be drawn larger.
        browsers[kind] = await launch(kind, {size: SMALL});
    }
});
after(async () => {
    await Promise.all(Object.values(browsers).map(browser => browser.close()));
    await server.stop();
});

/** The other's picture is there, and goes on: its pixels change. */
async function sees(visitor, name, patience) {
    await until(`picture of ${name}`, async () => (await visitor.tile(name))?.width > 0, patience);
    const look = () => visitor.page.evaluate(lookOf, name);
    const first = await look();
    await until(`next picture of ${name}`, async () => (await look()) !== first);
}

/** Runs in a page: all pixels of a tile's picture as one text. */
function lookOf(name) {
    const video = [...document.querySelectorAll('[aria-label="Participants"] video')].find(
        each => each.getAttribute('aria-label') === name,
    );
    const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 36});
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0, 64, 36);
    return String(context.getImageData(0, 0, 64, 36).data);
}

for (const [first, second] of PAIRS) {
    describe(`${first} was there when ${second} came`, () => {
        const room = `call-${first}-${second}`;
        let ada;
        let grace;

        before(async () => {
            ada = await visit(browsers[first], `${server.url}/${room}`);
            await ada.join('Ada');
            grace = await visit(browsers[second], `${server.url}/${room}`);
            await grace.join('Grace');
        });
        after(async () => {
            await ada.close();
            await grace.close();
        });

        test('they see each other', async () => {
            await sees(ada, 'Grace');
            await sees(grace, 'Ada');
            assert.deepEqual((await ada.tiles()).map(({name}) => name), ['Grace']);
        });

        test('they play each other\'s sound', async () => {
            assert.ok((await ada.tile('Grace')).hasSound);
            assert.ok((await grace.tile('Ada')).hasSound);
        });

        test('one round of negotiation was enough for everything', async () => {
            const kinds = await ada.page.evaluate(() =>
                document.querySelector('[aria-label="Participants"] video').srcObject.getTracks().map(track => track.kind),
            );
            assert.deepEqual(kinds.sort(), ['audio', 'video']);
        });

        test('a muted microphone shows on the other side, until it is on again', async () => {
            await grace.press('Microphone', 'switch');
            await until('sign of mute', async () => (await ada.tile('Grace')).labels.includes('Microphone off'));
            await grace.press('Microphone', 'switch');
            await until('no sign of mute', async () => !(await ada.tile('Grace')).labels.includes('Microphone off'));
        });

        test('a camera that is off is freed, and its picture gives way to initials, until it is on again', async () => {
            const ownTracks = () =>
                grace.page.evaluate(() => document.querySelector('#call [aria-label="You"] video').srcObject !== null);
            await grace.press('Camera', 'switch');
            await until('initial', async () => {
                const tile = await ada.tile('Grace');
                return !tile.pictureVisible && tile.text.startsWith('G');
            });
            assert.equal(await ownTracks(), false);
            await grace.press('Camera', 'switch');
            await until('picture', async () => (await ada.tile('Grace')).pictureVisible);
            await sees(ada, 'Grace');
        });

        test('a reloaded page comes back by itself, muted if it was', async () => {
            await grace.press('Microphone', 'switch');
            await grace.page.reload();
            await grace.isIn();
            await sees(ada, 'Grace');
            await sees(grace, 'Ada');
            assert.ok((await ada.tile('Grace')).labels.includes('Microphone off'));
            assert.equal((await ada.tiles()).length, 1);
            await grace.press('Microphone', 'switch');
            await until('no sign of mute', async () => !(await ada.tile('Grace')).labels.includes('Microphone off'));
            await ada.assertNoComplaints();
        });

        test('a copy of the page\'s tab does not take the place over', async () => {
            const stay = await grace.page.evaluate(() => ({...sessionStorage}));
            const copy = await grace.context.newPage();
            await nameControls(copy);
            await copy.evaluateOnNewDocument(kept => Object.assign(sessionStorage, kept), stay);
            await copy.goto(grace.page.url());
            await until('end of the claim', () => copy.evaluate(() => sessionStorage.getItem('confero.stay') === null));
            await found(copy, 'button', 'Join');
            await copy.close();
            assert.deepEqual((await ada.tiles()).map(({name}) => name), ['Grace']);
            await grace.page.bringToFront();
        });

        test('who leaves is gone at once', async () => {
            await grace.press('Leave');
            await until('empty room', async () => (await ada.tiles()).length === 0, GONE_MS);
            await ada.reads('You are the only one here');
            await grace.field('Your name');
        });

        test('whose page is closed is gone soon', async () => {
            await grace.press('Join');
            await sees(ada, 'Grace');
            await sees(grace, 'Ada');
            await grace.assertNoComplaints();
            // The tab alone: with its profile its last words would go, too.
            await grace.page.close();
            await until('empty room', async () => (await ada.tiles()).length === 0, CLOSED_MS);
        });

        test('nothing was complained about', async () => {
            await ada.assertNoComplaints();
        });
    });
}

describe('four in a room, two of each kind', () => {
    test('everybody sees everybody', async () => {
        const names = ['Ada', 'Grace', 'Sam', 'Kim'];
        const visitors = [];
        for (const [index, name] of names.entries()) {
            const visitor = await visit(browsers[KINDS[index % 2]], `${server.url}/four`, {camera: MODEST});
            await visitor.join(name);
            visitors.push(visitor);
        }
        for (const [index, visitor] of visitors.entries()) {
            for (const other of names.filter((_, at) => at !== index)) {
                await sees(visitor, other, 90_000);
            }
            await visitor.assertNoComplaints();
        }
        await Promise.all(visitors.map(visitor => visitor.close()));
    });
});
