import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch, SMALL} from '../harness/browsers.js';
import {find, found} from '../harness/controls.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

const MEGABYTE = 1_000_000;

/** What is under way at once, and so what a break may cost: the window of the protocol. */
const WINDOW = 1024 * 1024;

let server;
let folder;
const browsers = {};
const saved = kind => join(folder, `saved-by-${kind}`);

before(async () => {
    server = await startServer();
    folder = await mkdtemp(join(tmpdir(), 'confero-files-'));
    for (const kind of KINDS) {
        await mkdir(saved(kind));
        // A panel that opens at each download would take the keyboard.
        browsers[kind] = await launch(kind, {size: {...SMALL, height: 560}, prefs: {'browser.download.alwaysOpenPanel': false}});
    }
});
after(async () => {
    await Promise.all(Object.values(browsers).map(browser => browser.close()));
    await server.stop();
    await rm(folder, {recursive: true, force: true});
});

/** Makes a file of bytes that nobody has seen before, and gives its SHA-256. */
async function make(name, size) {
    const bytes = randomBytes(size);
    await writeFile(join(folder, name), bytes);
    return hashOf(bytes);
}

/** Makes one of which only the length counts, at once. */
async function makeHollow(name, size) {
    await make(name, 0);
    await truncate(join(folder, name), size);
}

function hashOf(bytes) {
    return createHash('sha256').update(bytes).digest('hex');
}

async function send(visitor, ...names) {
    const input = await visitor.page.$('#chat-files');
    await input.uploadFile(...names.map(name => join(folder, name)));
}

/** What the chat says of a file. */
function rowOf(visitor, name) {
    return visitor.page.evaluate(wanted => {
        const rows = [...document.querySelectorAll('[aria-label="Chat messages"] > li')];
        return rows.findLast(each => each.innerText.includes(wanted))?.innerText ?? '';
    }, name);
}

function says(visitor, name, words) {
    return until(`"${words}" about ${name}`, async () => (await rowOf(visitor, name)).includes(words));
}

/** Presses Save, and gives what the browser has put on the disk. */
async function save(visitor, kind, name) {
    await visitor.press(`Save ${name}`, 'link');
    const whole = () => readdir(saved(kind)).then(names => names.includes(name) && !names.some(each => /\.(part|crdownload)$/.test(each)));
    await until(`${name} on the disk`, whole);
    return readFile(join(saved(kind), name));
}

/** The sizes of the files that the browser keeps for the page, the smallest first. */
function kept(visitor) {
    return visitor.page.evaluate(async () => {
        const sizes = [];
        const folders = await (await navigator.storage.getDirectory()).getDirectoryHandle('confero-files');
        for await (const folder of folders.values()) {
            for await (const file of folder.values()) {
                sizes.push((await file.getFile()).size);
            }
        }
        return sizes.sort((one, other) => one - other);
    });
}

/** Runs in a page before its scripts: a test breaks what no network here can break, and counts what comes of files. */
function keepConnections() {
    const Native = RTCPeerConnection;
    window.connections = [];
    window.received = 0;
    window.RTCPeerConnection = class extends Native {
        constructor(...args) {
            super(...args);
            window.connections.push(this);
        }

        createDataChannel(label, options) {
            const channel = super.createDataChannel(label, options);
            if (label === 'files') {
                channel.addEventListener('message', ({data}) => (window.received += data.byteLength));
            }
            return channel;
        }
    };
}

/** Runs in a page: breaks its link as soon as some of a file is there, and says how much. */
function breakOff() {
    return new Promise(resolve => {
        const timer = setInterval(() => {
            const progress = [...document.querySelectorAll('progress')].find(each => each.checkVisibility());
            if (progress?.value >= 10) {
                clearInterval(timer);
                window.connections.at(-1).close();
                resolve(progress.value);
            }
        }, 5);
    });
}

for (const [from, to] of [['chromium', 'firefox'], ['firefox', 'chromium']]) {
    describe(`files from ${from} to ${to}`, () => {
        let ada;
        let grace;

        before(async () => {
            const room = `${server.url}/files-${from}-${to}`;
            ada = await visit(browsers[from], room);
            await ada.join('Ada');
            grace = await visit(browsers[to], room, {prepare: keepConnections, downloads: saved(to)});
            await grace.join('Grace');
            for (const visitor of [ada, grace]) {
                await until('picture', async () => (await visitor.tiles())[0]?.width > 0);
                await visitor.press('Chat');
            }
        });
        after(async () => {
            await ada.close();
            await grace.close();
        });

        test('a file arrives whole, and is saved under its name when the person says so', async () => {
            const hash = await make('plan.bin', 20 * MEGABYTE);
            await send(ada, 'plan.bin');
            await says(ada, 'plan.bin', 'Grace has not answered yet');
            await says(grace, 'plan.bin', '20 MB');
            await grace.press('Accept plan.bin');
            await says(grace, 'plan.bin', 'All of it is here');
            await says(ada, 'plan.bin', 'Grace has it');
            assert.deepEqual(await kept(grace), [20 * MEGABYTE]);
            assert.deepEqual(await readdir(saved(to)), []);
            assert.equal(hashOf(await save(grace, to, 'plan.bin')), hash);
        });

        test('an empty one arrives, too', async () => {
            await make('empty.txt', 0);
            await send(ada, 'empty.txt');
            await grace.press('Accept empty.txt');
            await says(ada, 'empty.txt', 'Grace has it');
            assert.equal((await save(grace, to, 'empty.txt')).length, 0);
        });

        test('who does not want it gets none of it', async () => {
            const before = await grace.page.evaluate(() => window.received);
            await make('unwanted.bin', MEGABYTE);
            await send(ada, 'unwanted.bin');
            await grace.press('Decline unwanted.bin');
            await says(ada, 'unwanted.bin', 'Grace does not want it');
            assert.equal(await grace.page.evaluate(() => window.received), before);
            assert.equal(await find(grace.page, 'link', 'Save unwanted.bin'), null);
        });

        test('who offers it can take it back', async () => {
            await make('wrong.bin', MEGABYTE);
            await send(ada, 'wrong.bin');
            await says(grace, 'wrong.bin', '1.0 MB');
            await ada.press('Cancel wrong.bin');
            await says(grace, 'wrong.bin', 'No longer offered');
            assert.equal(await find(grace.page, 'button', 'Accept wrong.bin'), null);
        });

        test('one that is under way can be stopped by who gets it', async () => {
            await makeHollow('long.bin', 200 * MEGABYTE);
            await send(ada, 'long.bin');
            await grace.press('Accept long.bin');
            await grace.press('Cancel long.bin');
            await says(grace, 'long.bin', 'You have cancelled');
            await says(ada, 'long.bin', 'Grace has cancelled');
            await until('end of what has come', async () => (await kept(grace)).length === 2);
        });

        test('after a link that breaks it goes on from where it was', async () => {
            const size = 40 * MEGABYTE;
            const hash = await make('broken.bin', size);
            const before = await grace.page.evaluate(() => window.received);
            await send(ada, 'broken.bin');
            await says(grace, 'broken.bin', '40 MB');
            const broken = grace.page.evaluate(breakOff);
            await grace.press('Accept broken.bin');
            assert.ok((await broken) < 100);
            await says(ada, 'broken.bin', 'Grace has it');
            assert.equal(hashOf(await save(grace, to, 'broken.bin')), hash);
            const received = (await grace.page.evaluate(() => window.received)) - before;
            const headers = (received / 65536) * 12;
            assert.ok(received <= size + headers + WINDOW, `${received} bytes came for ${size}`);
            [ada, grace].forEach(visitor => visitor.forgive(/An operation of a link failed|A link was given up/));
        });

        test('the keyboard is enough, and how it ends is said aloud', async () => {
            await make('typed.bin', MEGABYTE);
            await send(ada, 'typed.bin');
            const accept = await found(grace.page, 'button', 'Accept typed.bin');
            await accept.focus();
            await grace.page.keyboard.press('Enter');
            await says(grace, 'typed.bin', 'All of it is here');
            await grace.page.keyboard.press('Tab');
            assert.equal(await grace.focused(), 'Save typed.bin');
            const announced = await grace.page.evaluate(() => document.querySelector('#call > [role="status"]').textContent);
            assert.equal(announced, 'typed.bin: All of it is here, and is what was sent.');
        });

        test('one that is dropped on the call is offered, and the call goes on', async () => {
            await ada.page.evaluate(() => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(['dropped'], 'dropped.txt'));
                const drop = new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true});
                document.querySelector('[aria-label="Participants"]').dispatchEvent(drop);
                if (!drop.defaultPrevented) {
                    throw new Error('The browser goes to the file');
                }
            });
            await says(grace, 'dropped.txt', '7 bytes');
            await grace.press('Decline dropped.txt');
            await says(ada, 'dropped.txt', 'does not want it');
        });

        test('what was not saved is deleted when the call is left', async () => {
            assert.deepEqual(await kept(grace), [0, MEGABYTE, 20 * MEGABYTE, 40 * MEGABYTE]);
            await grace.press('Leave');
            await until('end of what was not saved', async () => (await kept(grace)).length === 3);
            assert.deepEqual(await kept(grace), [0, 20 * MEGABYTE, 40 * MEGABYTE]);
        });

        test('nothing was complained about', async () => {
            await ada.assertNoComplaints();
            await grace.assertNoComplaints();
        });
    });
}

describe('where a browser keeps no files for pages, as in a private window', () => {
    test('what fits into memory arrives, and what does not says what to do', async () => {
        const browser = await launch('firefox', {size: SMALL, prefs: {'dom.fs.enabled': false}});
        const ada = await visit(browsers.chromium, `${server.url}/private`);
        await ada.join('Ada');
        const grace = await visit(browser, `${server.url}/private`, {downloads: saved('firefox')});
        await grace.join('Grace');
        await grace.press('Chat');
        const hash = await make('small.bin', 10 * MEGABYTE);
        await makeHollow('large.bin', 257 * 1024 * 1024);
        await until('picture', async () => (await ada.tiles())[0]?.width > 0);
        await send(ada, 'small.bin', 'large.bin');
        await grace.press('Accept large.bin');
        await says(grace, 'large.bin', 'This window can keep no more than 256 MB.');
        await grace.press('Accept small.bin');
        await says(grace, 'small.bin', 'All of it is here');
        assert.equal(hashOf(await save(grace, 'firefox', 'small.bin')), hash);
        await grace.assertNoComplaints();
        await ada.close();
        await browser.close();
    });
});
