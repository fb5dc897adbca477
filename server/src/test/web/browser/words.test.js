import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';

import {launch} from '../harness/browsers.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

/** What a browser itself says about a server that has gone. */
const LOST_SERVER = /WebSocket|Failed to load resource/;

let server;
let browser;
let folder;
let ada;
let grace;

before(async () => {
    server = await startServer();
    folder = await mkdtemp(join(tmpdir(), 'confero-words-'));
    const voice = join(folder, 'voice.wav');
    await writeFile(voice, words());
    browser = await launch('chromium', {args: [`--use-file-for-fake-audio-capture=${voice}`]});
    ada = await visit(browser, `${server.url}/words`);
    await ada.join('Ada');
    grace = await visit(browser, `${server.url}/words`, {prepare: keepConnections});
    await grace.join('Grace');
});
after(async () => {
    await browser.close();
    await server.stop();
    await rm(folder, {recursive: true, force: true});
});

/** A WAV of 8 s (RIFF, 16 bit, one channel) in which somebody hums four syllables a second, so that no filter takes it for a noise. */
function words() {
    const rate = 16_000;
    const header = Buffer.alloc(44);
    const samples = Buffer.alloc(2 * 8 * rate);
    header.write('RIFF', 0);
    header.writeUInt32LE(36 + samples.length, 4);
    header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(rate, 24);
    header.writeUInt32LE(2 * rate, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36);
    header.writeUInt32LE(samples.length, 40);
    for (let at = 0; at < 8 * rate; at += 1) {
        const time = at / rate;
        const pitch = 140 + 40 * Math.sin(2 * Math.PI * 0.7 * time);
        const hum = [1, 2, 3, 5].reduce((sum, tone) => sum + Math.sin(2 * Math.PI * pitch * tone * time) / tone, 0);
        const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * time)) ** 0.5;
        samples.writeInt16LE(Math.round(9000 * syllable * hum), 2 * at);
    }
    return Buffer.concat([header, samples]);
}

/** Runs in a page before its scripts: a test breaks what no network here can break. */
function keepConnections() {
    const Native = RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Native {
        constructor(...args) {
            super(...args);
            window.connections.push(this);
        }
    };
}

async function says(visitor, text) {
    await visitor.fill('Message to everybody', text);
    await visitor.page.keyboard.press('Enter');
}

/** The chat as it stands: {name, text, mark}. */
function chatOf({page}) {
    return page.evaluate(() =>
        [...document.querySelectorAll('[role="log"] > li')].map(item => ({
            name: item.querySelector('.name').textContent,
            text: item.querySelector('.said').textContent,
            mark: item.querySelector('.mark').textContent,
        })),
    );
}

function has(visitor, name, text, mark = '') {
    return until(`"${text}" of ${name}, marked "${mark}"`, async () => {
        const chat = await chatOf(visitor);
        return chat.some(each => each.name === name && each.text === text && each.mark === mark);
    });
}

const labels = async (visitor, name) => (await visitor.tile(name)).labels;

/** Runs in a page before its scripts: its machine's clock is ten minutes ahead. */
function livesAhead() {
    const now = Date.now;
    Date.now = () => now() + 600_000;
}

describe('the chat', () => {
    test('what somebody says whose clock is ten minutes ahead is of this moment, and so is the answer to them', async () => {
        const bea = await visit(browser, `${server.url}/clocks`);
        await bea.join('Bea');
        const cid = await visit(browser, `${server.url}/clocks`, {prepare: livesAhead});
        await cid.join('Cid');
        await until('picture of Cid', async () => (await bea.tile('Cid'))?.width > 0);
        await bea.press('Chat');
        await says(bea, 'When?');
        await cid.press('Chat, 1 unread');
        await says(cid, 'Now');
        await has(bea, 'Cid', 'Now');
        const isOfNow = ({page}) => page.evaluate(() => [...document.querySelectorAll('[role="log"] time')]
            .every(({dateTime}) => Math.abs(Date.parse(dateTime) - Date.now()) < 120_000));
        await until('the right time in both', async () => (await isOfNow(bea)) && (await isOfNow(cid)));
        await Promise.all([bea, cid].map(visitor => visitor.assertNoComplaints()));
        await Promise.all([bea.close(), cid.close()]);
    });

    test('what is said while the other has the chat closed is counted, and there when it is opened', async () => {
        await ada.press('Chat');
        await says(ada, 'Hello <b>Grace</b>');
        await has(ada, 'You', 'Hello <b>Grace</b>');
        await grace.press('Chat, 1 unread');
        await has(grace, 'Ada', 'Hello <b>Grace</b>');
        assert.equal(await grace.focused(), 'Message to everybody');
    });

    test('addresses are links that get no hold of the page, and nothing else is', async () => {
        await says(grace, 'See https://example.org/a_(b). Not javascript:alert(1) or https://you@evil.example');
        await has(ada, 'Grace', 'See https://example.org/a_(b). Not javascript:alert(1) or https://you@evil.example');
        const links = await ada.page.evaluate(() =>
            [...document.querySelectorAll('[role="log"] a')].map(({href, rel, target}) => ({href, rel, target})),
        );
        assert.deepEqual(links, [{href: 'https://example.org/a_(b)', rel: 'noopener noreferrer', target: '_blank'}]);
    });

    test('one’s own can be changed, by the keyboard too, and taken back', async () => {
        await ada.field('Message to everybody');
        await ada.page.keyboard.press('ArrowUp');
        const area = await ada.field('Edit your message');
        await area.click({count: 3});
        await area.type('Hello Grace');
        await ada.page.keyboard.press('Enter');
        await has(grace, 'Ada', 'Hello Grace', 'Edited');
        await says(ada, 'Oops');
        await has(grace, 'Ada', 'Oops');
        await has(ada, 'You', 'Oops');
        await ada.page.evaluate(() => [...document.querySelectorAll('[role="log"] .delete')].at(-1).click());
        await has(grace, 'Ada', 'Deleted');
        assert.equal((await chatOf(grace)).length, 3);
        assert.ok(!(await grace.text()).includes('Oops'));
    });

    test('what one is writing is there after closing the chat and after loading the page again', async () => {
        await grace.fill('Message to everybody', 'Not ready');
        await grace.page.keyboard.press('Escape');
        await grace.page.reload();
        await grace.isIn();
        await grace.page.waitForSelector(".chat-toggle").then(toggle => toggle.click());
        const text = await grace.page.$eval('#chat-text', ({value}) => value);
        assert.equal(text, 'Not ready');
    });

    test('whoever comes later learns what was said before, in the same order', async () => {
        await until('history', async () => (await chatOf(grace)).length === 3);
        assert.deepEqual(
            (await chatOf(grace)).map(({text}) => text),
            (await chatOf(ada)).map(({text}) => text),
        );
    });
});

describe('without a word', () => {
    test('hands go up in their order, and down', async () => {
        await ada.page.focus('#call h1');
        await ada.page.keyboard.press('h');
        await until('hand of Ada', async () => (await labels(grace, 'Ada')).includes('Hand raised, number 1'));
        await grace.press('Raise hand or react');
        await grace.press('Raise hand', 'menuitem');
        await until('hand of Grace', async () => (await labels(ada, 'Grace')).includes('Hand raised, number 2'));
        await ada.page.keyboard.press('h');
        await until('turn of Grace', async () => (await labels(ada, 'Grace')).includes('Hand raised, number 1'));
        await grace.press('Lower hand or react');
        await grace.press('Lower hand', 'menuitem');
        await until('no hand', async () => !(await labels(ada, 'Grace')).some(label => label.startsWith('Hand')));
    });

    test('a reaction is shown on the tile, for a moment', async () => {
        await grace.press('Raise hand or react');
        await grace.press('Thumbs up', 'menuitem');
        await until('thumb', async () => (await ada.tile('Grace')).text.includes('👍'));
        await until('no thumb', async () => !(await ada.tile('Grace')).text.includes('👍'));
    });

    test('whoever makes a sound is seen to speak, until they mute', async () => {
        const speaks = () => ada.page.$('[aria-label="Participants"] > .speaking');
        await until('speaking of Grace', async () => (await speaks()) !== null);
        await grace.press('Microphone', 'switch');
        await until('silence of Grace', async () => (await speaks()) === null);
        await grace.press('Microphone', 'switch');
    });
});

describe('a link', () => {
    test('that is broken for good is made anew by itself, and what was written meanwhile arrives', async () => {
        const made = () => grace.page.evaluate(() => window.connections.length);
        const before = await made();
        await grace.page.evaluate(() => window.connections.at(-1).close());
        await says(ada, 'Are you gone?');
        await has(ada, 'You', 'Are you gone?', 'Not sent yet');
        await has(grace, 'Ada', 'Are you gone?');
        await has(ada, 'You', 'Are you gone?');
        assert.ok((await made()) > before);
        const time = (await ada.tile('Grace')).time;
        await until('going on of the picture', async () => (await ada.tile('Grace')).time > time);
        grace.forgive(/An operation of a link failed|A link was given up/);
        ada.forgive(/An operation of a link failed|A link was given up/);
    });
});

describe('when the server is gone', () => {
    let port;

    before(async () => {
        ({port} = new URL(server.url));
        await server.crash();
        await ada.reads('Reconnecting to server');
        await grace.reads('Reconnecting to server');
    });

    test('people go on talking, muting and writing', async () => {
        const time = async () => (await ada.tile('Grace')).time;
        const lost = await time();
        await until('going on of the picture', async () => (await time()) > lost + 1);
        await grace.press('Microphone', 'switch');
        await until('sign of mute', async () => (await labels(ada, 'Grace')).includes('Microphone off'));
        await says(grace, 'Are you there?');
        await has(ada, 'Grace', 'Are you there?');
        await has(grace, 'You', 'Are you there?');
    });

    test('the same links go on when another server is there that knows nothing', async () => {
        const mark = ({page}) =>
            page.evaluate(() => (document.querySelector('[aria-label="Participants"] video').srcObject.kept = true));
        await mark(ada);
        await mark(grace);
        server = await startServer([], port);
        for (const [visitor, other] of [[ada, 'Grace'], [grace, 'Ada']]) {
            await until('end of the note', async () => !(await visitor.text()).includes('Reconnecting to server'));
            assert.deepEqual((await visitor.tiles()).map(({name}) => name), [other]);
        }
        await says(ada, 'Back again');
        await has(grace, 'Ada', 'Back again');
        for (const visitor of [ada, grace]) {
            assert.ok(await visitor.page.evaluate(
                () => document.querySelector('[aria-label="Participants"] video').srcObject.kept));
        }
    });

    test('a third can come, and learns what was said', async () => {
        const sam = await visit(browser, `${server.url}/words`);
        await sam.join('Sam');
        await until('two tiles', async () => (await sam.tiles()).filter(({width}) => width > 0).length === 2);
        await until('history', async () => (await chatOf(sam)).some(({text}) => text === 'Back again'));
        assert.equal((await ada.tiles()).length, 2);
        assert.equal((await grace.tiles()).length, 2);
        await sam.assertNoComplaints();
        // As a person closes it: who ends the browser under it may look like one whose machine has died, and is waited for.
        await sam.page.close();
        await sam.close();
        await until('one tile', async () => (await ada.tiles()).length === 1);
    });

    test('leaving is seen at once, without any server', async () => {
        await server.crash();
        await ada.reads('Reconnecting to server');
        await grace.press('Leave');
        await until('empty room', async () => (await ada.tiles()).length === 0, 10_000);
        for (const visitor of [ada, grace]) {
            visitor.forgive(LOST_SERVER);
            await visitor.assertNoComplaints();
        }
    });
});
