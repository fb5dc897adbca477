// How a large file goes from each kind of participant to each other kind, all on this machine: how fast, beside a data channel with
// nothing else on it, and in how much memory. `confero benchmark files [--size 1g] [--only desktop-chromium,...]`.
import {createHash, randomBytes} from 'node:crypto';
import {createReadStream, mkdtempSync, rmSync} from 'node:fs';
import {mkdir, open, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {launch, SMALL} from '../harness/browsers.js';
import {Closing} from '../harness/closing.js';
import {memoryOf} from '../harness/memory.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {until} from '../harness/until.js';
import {enter} from './file-ends.js';
import {PLAIN_ADDRESSES, plainSpeed} from './plain-channel.js';

const DIRECTIONS = ['desktop-desktop', 'desktop-chromium', 'chromium-desktop', 'desktop-firefox', 'firefox-desktop', 'chromium-firefox'];

const NAME = 'film.bin';
const MEGABYTE = 1_000_000;
const UNITS = {k: 1000, m: MEGABYTE, g: 1000 * MEGABYTE};
const MOST_BYTES = 4 * 1024 ** 3;

/** The plain channel is as fast after these as after more. */
const PLAIN_BYTES = 100 * MEGABYTE;

const LOOK_MS = 500;

/** Of a file that does not come on for so long, nothing more is expected. */
const STANDSTILL_MS = 120_000;

const {size, directions} = wanted();
const plainBytes = Math.min(size, PLAIN_BYTES);
const folder = mkdtempSync(join(tmpdir(), 'confero-files-'));
// What the programs keep for a while, such as a browser's profile, is in it, too; and it goes however this ends.
process.env.TMPDIR = folder;
process.on('exit', () => rmSync(folder, {recursive: true, force: true, maxRetries: 20, retryDelay: 100}));

const closing = new Closing();
let failed = false;
try {
    const file = join(folder, NAME);
    const sha256 = await make(file);
    const sound = closing.add(await startSound(), it => it.stop());
    const server = closing.add(await startServer(), it => it.stop());
    head();
    for (const direction of directions) {
        await run(direction, {server, env: sound.env, file, sha256});
    }
} finally {
    await closing.close();
}
process.exit(failed ? 1 : 0);

async function run(direction, setting) {
    try {
        row(direction, await measure(direction.split('-'), setting));
    } catch (failure) {
        failed = true;
        console.log(`| ${direction.replace('-', ' to ')} | failed: ${failure.message.replaceAll('\n', ' ')} |`);
        console.error(failure);
    }
}

async function measure([from, to], {server, env, file, sha256}) {
    const own = new Closing();
    try {
        const saved = join(folder, 'saved');
        await mkdir(saved);
        own.add(saved, it => rm(it, {recursive: true}));
        const browserOf = async kind => kind === 'desktop'
            ? null
            : own.add(await launch(kind, {...PLAIN_ADDRESSES, size: SMALL, env, downloads: saved}), it => it.close());
        const browsers = {from: await browserOf(from), to: await browserOf(to)};
        const alone = await plainSpeed(await blank(browsers.from), await blank(browsers.to), plainBytes);
        const room = await makeRoom(server.url);
        const common = {server, room, env};
        const receiver = own.add(
            await enter({...common, kind: to, browser: browsers.to, name: 'Receiver', file: null, folder: saved}), it => it.close());
        const sender = own.add(
            await enter({...common, kind: from, browser: browsers.from, name: 'Sender', file, folder: saved}), it => it.close());
        await until('picture on both sides', async () => await sender.sees('Receiver') && await receiver.sees('Sender'));
        const seen = await watch(sender, receiver, file, sha256);
        return {alone, beside: await plainSpeed(sender.page, receiver.page, plainBytes), ...seen};
    } finally {
        await own.close();
    }
}

/** The page with which a browser starts. */
async function blank(browser) {
    return browser === null ? null : (await browser.pages())[0];
}

async function watch(sender, receiver, file, sha256) {
    const look = async () => ({sender: await memoryOf(sender.pid), receiver: await memoryOf(receiver.pid)});
    const before = await look();
    await sender.offer(file);
    await receiver.accept(NAME);
    const samples = await whileItComes(receiver, look);
    const seconds = await receiver.seconds(NAME);
    const saving = [await look()];
    const done = receiver.save(NAME);
    for (let is = false; !is;) {
        is = await Promise.race([done.then(() => true), pause()]) === true;
        saving.push(await look());
    }
    return {seconds, before, samples, saving, isSame: await hashOf(await done) === sha256};
}

async function whileItComes(receiver, look) {
    const samples = [];
    let words = '';
    let moved = Date.now();
    for (;;) {
        const progress = await receiver.progress(NAME);
        samples.push({share: progress.share, ...await look()});
        if (progress.isDone) {
            return samples;
        }
        if (progress.words !== words) {
            words = progress.words;
            moved = Date.now();
        } else if (Date.now() - moved > STANDSTILL_MS) {
            throw new Error(`It does not come on: ${words}`);
        }
        await pause();
    }
}

function pause() {
    return new Promise(resolve => setTimeout(resolve, LOOK_MS));
}

function head() {
    const columns = [
        'direction', 'MB', 's', 'MB/s', 'plain channel, MB/s', 'to that', 'plain beside the call, MB/s', 'to that',
        'sender, MB before / at 25 % / most', 'grew by', 'receiver, MB before / at 25 % / most', 'grew by', 'most while saving, MB', 'SHA-256',
    ];
    console.log(`| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`);
}

function row(direction, {alone, beside, seconds, before, samples, saving, isSame}) {
    failed ||= !isSame;
    const speed = size / seconds;
    const cells = [
        direction.replace('-', ' to '), inMegabytes(size), seconds.toFixed(1), (speed / MEGABYTE).toFixed(1),
        ...[alone, beside].flatMap(plain => [(plain / MEGABYTE).toFixed(1), `${(speed / plain).toFixed(2)} ×`]),
        ...memory('sender', before, samples), ...memory('receiver', before, samples),
        direction.endsWith('desktop') ? '' : inMegabytes(most('receiver', saving)), isSame ? 'the same' : 'another one',
    ];
    console.log(`| ${cells.join(' | ')} |`);
}

function memory(end, before, samples) {
    const first = samples.findIndex(({share}) => share >= 0.25);
    const quarter = samples[first][end];
    const peak = most(end, samples.slice(first));
    return [`${inMegabytes(before[end])} / ${inMegabytes(quarter)} / ${inMegabytes(peak)}`, `${inMegabytes(peak - quarter)} MB`];
}

function most(end, samples) {
    return Math.max(...samples.map(sample => sample[end]));
}

function inMegabytes(bytes) {
    return `${Math.round(bytes / MEGABYTE)}`;
}

/** A file of bytes that nothing can make smaller; gives its SHA-256. */
async function make(path) {
    const hash = createHash('sha256');
    const file = await open(path, 'w');
    for (let left = size; left > 0; left -= MEGABYTE) {
        const bytes = randomBytes(Math.min(MEGABYTE, left));
        hash.update(bytes);
        await file.write(bytes);
    }
    await file.close();
    return hash.digest('hex');
}

async function hashOf(path) {
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(path)) {
        hash.update(bytes);
    }
    return hash.digest('hex');
}

function wanted() {
    try {
        const {values} = parseArgs({options: {size: {type: 'string', default: '1g'}, only: {type: 'string', default: DIRECTIONS.join()}}});
        const [, number, unit] = /^([1-9][0-9]{0,9})([kmg]?)$/.exec(values.size) ?? [];
        const bytes = number * (UNITS[unit] ?? 1);
        if (!(bytes <= MOST_BYTES)) {
            throw new Error(`--size takes a size of up to 4 GB, as 200m or 1g, not "${values.size}"`);
        }
        const chosen = values.only.split(',');
        const unknown = chosen.find(each => !DIRECTIONS.includes(each));
        if (unknown !== undefined) {
            throw new Error(`--only takes some of ${DIRECTIONS.join(', ')}, not "${unknown}"`);
        }
        return {size: bytes, directions: chosen};
    } catch (failure) {
        console.error(`confero: ${failure.message}`);
        process.exit(2);
    }
}
