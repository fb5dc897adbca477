import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {beforeEach, describe, mock, test} from 'node:test';

import {Desk} from '../../../main/resources/static/assets/js/files/desk.js';
import {Kept} from '../../../main/resources/static/assets/js/files/kept.js';
import {MEMORY_BYTES, openShelf} from '../../../main/resources/static/assets/js/files/shelf.js';

/** FIPS 180-2, appendix B. */
const NIST = [
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
];

const NO_PLACE = {write() {}, close: () => new Blob([]), discard() {}};

/** As much of a browser's private file system and its locks as a shelf uses. */
class FakeSystem {
    folders = new Map();
    held = new Set();
    quota = 1000;
    handles = [];

    storage = {
        getDirectory: async () => ({getDirectoryHandle: async () => this.#root}),
        estimate: async () => ({quota: this.quota, usage: 100}),
    };

    locks = {
        request: async (name, ...rest) => {
            const [options, run] = rest.length === 1 ? [{}, ...rest] : rest;
            if (options.ifAvailable && this.held.has(name)) {
                return run(null);
            }
            this.held.add(name);
            const done = await run({name});
            this.held.delete(name);
            return done;
        },
    };

    #root = {
        keys: async function* keys() {
            yield* [...this.all.keys()];
        },
        all: this.folders,
        removeEntry: async name => this.folders.delete(name),
        getDirectoryHandle: async name => {
            this.folders.set(name, new Map());
            return this.#folder(this.folders.get(name));
        },
    };

    #folder(files) {
        return {
            getFileHandle: async name => {
                files.set(name, []);
                return {
                    name,
                    createSyncAccessHandle: async () => this.#access(files.get(name)),
                    getFile: async () => new Blob(files.get(name)),
                };
            },
            removeEntry: async name => files.delete(name),
        };
    }

    #access(pieces) {
        const handle = {
            open: true,
            takes: Infinity,
            write: bytes => {
                pieces.push(new Uint8Array(bytes));
                return Math.min(bytes.length, handle.takes);
            },
            flush() {},
            close: () => (handle.open = false),
        };
        this.handles.push(handle);
        return handle;
    }
}

let system;

beforeEach(() => {
    mock.method(console, 'debug', () => {});
    system = new FakeSystem();
});

const shelf = () => openShelf(system.storage, system.locks);
const files = () => [...system.folders.values()].at(-1);

describe('the SHA-256 of what is kept', () => {
    for (const [text, expected] of NIST) {
        test(`of ${text.length} characters is what NIST says`, async () => {
            const kept = new Kept(NO_PLACE);
            kept.write(new TextEncoder().encode(text));
            assert.equal((await kept.finish()).sha256, expected);
        });
    }

    test('is the same, however it is cut into pieces', async () => {
        const bytes = randomBytes(300_001);
        const expected = createHash('sha256').update(bytes).digest('hex');
        for (const length of [1, 63, 64, 65, 4096, 65_524]) {
            const kept = new Kept(NO_PLACE);
            for (let from = 0; from < bytes.length; from += length) {
                kept.write(bytes.subarray(from, from + length));
            }
            assert.equal((await kept.finish()).sha256, expected, `in pieces of ${length}`);
        }
    });
});

describe('on the disk', () => {
    test('a file is what was written to it', async () => {
        const place = await (await shelf()).place(7, 5);
        place.write(Buffer.from('abc'));
        place.write(Buffer.from('de'));
        assert.equal(await (await place.close()).text(), 'abcde');
        assert.equal(system.handles[0].open, false);
    });

    test('one that is not wanted any more is deleted', async () => {
        const place = await (await shelf()).place(7, 5);
        place.write(Buffer.from('abc'));
        await place.discard();
        assert.equal(files().size, 0);
        assert.equal(system.handles[0].open, false);
    });

    test('one that the browser has no room for is refused before anything is written', async () => {
        const all = await shelf();
        await all.place(1, 900);
        await assert.rejects(all.place(2, 901), {problem: 'no-space'});
        assert.equal(files().size, 1);
    });

    test('a disk that is full is noticed', async () => {
        const place = await (await shelf()).place(7, 5);
        system.handles[0].takes = 2;
        assert.throws(() => place.write(Buffer.from('abc')), {problem: 'no-space'});
    });

    test('what a page has left behind is deleted by the next one, but not what another page still has', async () => {
        await shelf();
        const [other] = system.folders.keys();
        system.folders.set('left-behind', new Map());
        await shelf();
        assert.ok(system.folders.has(other));
        assert.ok(!system.folders.has('left-behind'));
        assert.equal(system.folders.size, 2);
    });
});

describe('where a browser keeps no files for pages', () => {
    beforeEach(() => {
        system.storage.getDirectory = () => Promise.reject(new DOMException('private', 'SecurityError'));
    });

    test('a file is kept in memory', async () => {
        const place = await (await shelf()).place(7, 10_000_000);
        const bytes = randomBytes(10_000_000);
        for (let from = 0; from < bytes.length; from += 65_524) {
            place.write(bytes.subarray(from, from + 65_524));
        }
        assert.deepEqual(Buffer.from(await place.close().arrayBuffer()), bytes);
    });

    test('all of them together have a bound, and one that is deleted makes room', async () => {
        const all = await shelf();
        const first = await all.place(1, MEMORY_BYTES);
        await assert.rejects(all.place(2, 1), {problem: 'memory'});
        first.discard();
        await all.place(3, MEMORY_BYTES);
    });
});

describe('the desk', () => {
    let worker;
    let desk;

    beforeEach(() => {
        worker = Object.assign(new EventTarget(), {
            asked: [],
            postMessage: (message, transfer) => worker.asked.push({...message, transfer}),
            answers: data => worker.dispatchEvent(Object.assign(new Event('message'), {data})),
        });
        desk = new Desk(worker);
    });

    test('gives each question its own answer', async () => {
        const first = desk.finish(1);
        const second = desk.hash(2, 'blob');
        const [one, two] = worker.asked.map(({call}) => call);
        worker.answers({call: two, result: 'hash'});
        worker.answers({call: one, result: {sha256: 'x'}});
        assert.deepEqual([await first, await second], [{sha256: 'x'}, 'hash']);
    });

    test('hands bytes over and does not copy them', () => {
        const bytes = new ArrayBuffer(3);
        desk.write(1, bytes);
        assert.deepEqual(worker.asked[0].transfer, [bytes]);
    });

    test('tells what went wrong', async () => {
        const answer = desk.keep(1, 5);
        worker.answers({call: worker.asked[0].call, problem: 'no-space'});
        await assert.rejects(answer, {problem: 'no-space'});
    });

    test('lets nobody wait for a worker that could not be loaded', async () => {
        const before = desk.keep(1, 5);
        worker.dispatchEvent(new Event('error'));
        await assert.rejects(before, {problem: 'failed'});
        await assert.rejects(desk.keep(2, 5), {problem: 'failed'});
    });
});
