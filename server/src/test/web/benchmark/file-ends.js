// The two ends of a file's way: the desktop's engine, or a page, each in a room with camera and microphone on. Both have
// pid, page (null for the desktop), sees(name), offer(file), accept(name), progress(name), seconds(name), save(name) and close().
import {readdir, stat} from 'node:fs/promises';
import {join as path} from 'node:path';
import {press} from '../harness/controls.js';
import {startEngine} from '../harness/engine.js';
import {join} from '../harness/page.js';
import {until} from '../harness/until.js';

/** Above what a disk that others use, too, needs for the largest file. */
const SAVED_MS = 600_000;

const UNFINISHED = /\.(part|crdownload)$/;

/** @returns {Promise<object>} one who is in the room */
export async function enter({kind, browser, server, room, name, env, file, folder}) {
    if (kind === 'desktop') {
        const args = file === null ? ['--accept-files', folder] : ['--send-file', file];
        return new Desktop(await startEngine({server: server.url, room: room.id, name, env, args, pictures: false}), folder);
    }
    const person = await join(browser, room.link, name);
    await press(person.page, 'button', 'Chat');
    return new Page(browser, person, folder);
}

/** Offers its file to whoever comes, and takes all that is offered. */
class Desktop {
    #engine;
    #folder;

    constructor(engine, folder) {
        this.#engine = engine;
        this.#folder = folder;
    }

    get pid() {
        return this.#engine.pid;
    }

    get page() {
        return null;
    }

    async sees(name) {
        return typeof (await this.#engine.sees(name))?.firstFrameMs === 'number';
    }

    async offer() {}

    async accept() {}

    /** At most about a second old. */
    async progress(name) {
        const {participants} = await this.#engine.report();
        const file = participants.flatMap(({files}) => files).findLast(each => each.name === name);
        return file === undefined
            ? {share: 0, isDone: false, words: 'not offered'}
            : {share: file.bytes / file.size, isDone: file.state === 'done', words: `${file.state}, ${file.bytes} bytes`};
    }

    /** From when it was begun to be written until it had its name. */
    async seconds(name) {
        const {birthtimeMs, ctimeMs} = await stat(path(this.#folder, name));
        return (ctimeMs - birthtimeMs) / 1000;
    }

    /** It is there already. */
    async save(name) {
        return path(this.#folder, name);
    }

    close() {
        return this.#engine.stop();
    }
}

class Page {
    #browser;
    #person;
    #folder;
    #accepted = 0;
    #done = 0;

    constructor(browser, person, folder) {
        this.#browser = browser;
        this.#person = person;
        this.#folder = folder;
    }

    get pid() {
        return this.#browser.process().pid;
    }

    get page() {
        return this.#person.page;
    }

    sees(name) {
        return this.#person.firstPictureMs(name);
    }

    async offer(file) {
        const input = await this.#person.page.$('#chat-files');
        await input.uploadFile(file);
    }

    async accept(name) {
        await press(this.#person.page, 'button', `Accept ${name}`);
        this.#accepted = Date.now();
    }

    async progress(name) {
        const words = await this.#person.page.evaluate(wanted => {
            const rows = [...document.querySelectorAll('[aria-label="Chat messages"] > li')];
            return rows.findLast(each => each.innerText.includes(wanted))?.innerText ?? '';
        }, name);
        const isDone = words.includes('All of it is here');
        if (isDone && this.#done === 0) {
            this.#done = Date.now();
        }
        return {share: isDone ? 1 : Number(/(\d+) %/.exec(words)?.[1] ?? 0) / 100, isDone, words};
    }

    /** From the press on Accept until progress() has seen it whole. */
    async seconds() {
        return (this.#done - this.#accepted) / 1000;
    }

    async save(name) {
        await press(this.#person.page, 'link', `Save ${name}`);
        await until(`${name} on the disk`, async () => {
            const names = await readdir(this.#folder);
            return names.includes(name) && !names.some(each => UNFINISHED.test(each));
        }, SAVED_MS);
        return path(this.#folder, name);
    }

    close() {
        return this.#person.page.close();
    }
}
