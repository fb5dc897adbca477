import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {beforeEach, describe, mock, test} from 'node:test';

import {FileExchange} from '../../../main/resources/static/assets/js/call/file-exchange.js';
import * as filesIn from '../../../main/resources/static/assets/js/call/files-in.js';
import {FILE_BYTES, FILE_WINDOW_BYTES, FILES_PER_LINK} from '../../../main/resources/static/assets/js/protocol/limits.js';
import {FakeWorld} from './fake-world.js';

const MEGABYTE = 1_000_000;
const PIECE = 65_524;

/** One of some in a call, who are all linked with each other. */
class Person {
    world = new FakeWorld();
    links = new Map();
    said = [];

    constructor(name) {
        this.name = name;
        this.files = new FileExchange(this.world, {
            send: (key, message) => this.links.get(key)?.say(message),
            channel: key => this.links.get(key) ?? null,
            changed: () => {},
        });
    }

    get desk() {
        return this.world.desk();
    }

    /** The only file that there is, or the last. */
    get transfer() {
        return this.files.transfers.at(-1);
    }

    /** How it stands, with each receiver. */
    get stages() {
        return this.transfer?.parts.map(({stage}) => stage);
    }

    offer(...bytes) {
        this.files.offer(bytes.map((each, at) => fileOf(`file-${at}.bin`, each)));
    }

    accept() {
        this.files.accept(this.transfer.id);
    }
}

/** One way of a link: what is said arrives, a moment later. */
class Way {
    hasRoom = true;
    open = true;
    pieces = 0;
    bytes = 0;
    spoil = bytes => bytes;

    constructor(from, to) {
        this.from = from;
        this.to = to;
    }

    say(message) {
        this.from.said.push(message);
        this.#soon(() => this.to.files.heard(this.from.name, structuredClone(message)));
    }

    send(file, offset, bytes) {
        this.pieces += 1;
        this.bytes += bytes.byteLength;
        this.#soon(() => this.to.files.piece(this.from.name, {file, offset, bytes: this.spoil(bytes.slice().buffer)}));
    }

    #soon(run) {
        setImmediate(() => this.open && run());
    }
}

function fileOf(name, bytes) {
    return Object.assign(new Blob([bytes]), {name});
}

/** Their link comes up. */
function link(one, other, abilities = ['carry', 'files']) {
    const there = new Way(one, other);
    const back = new Way(other, one);
    one.links.set(other.name, there);
    other.links.set(one.name, back);
    one.files.greeted(other.name, {name: other.name, abilities}, true);
    other.files.greeted(one.name, {name: one.name, abilities: ['files']}, true);
    return there;
}

/** It breaks; what is under way on it is lost. */
function unlink(one, other) {
    for (const [mine, theirs] of [[one, other], [other, one]]) {
        mine.links.get(theirs.name).open = false;
        mine.links.delete(theirs.name);
        mine.files.closed(theirs.name);
    }
}

async function until(what, ask) {
    for (let round = 0; !ask(); round += 1) {
        assert.ok(round < 20_000, `No ${what}`);
        await new Promise(setImmediate);
    }
}

/** Everything has come to rest. */
async function rest() {
    for (let round = 0; round < 200; round += 1) {
        await new Promise(setImmediate);
    }
}

async function bytesOf(blob) {
    return Buffer.from(await blob.arrayBuffer());
}

let ada;
let grace;
let way;

beforeEach(() => {
    mock.method(console, 'debug', () => {});
    ada = new Person('ada');
    grace = new Person('grace');
    way = link(ada, grace);
});

describe('a file', () => {
    test('is only offered until the other accepts it', async () => {
        ada.offer(randomBytes(MEGABYTE));
        await rest();
        assert.deepEqual(ada.stages, ['offered']);
        assert.deepEqual(grace.stages, ['offered']);
        assert.deepEqual(
            [grace.transfer.own, grace.transfer.from, grace.transfer.name, grace.transfer.size], [false, 'ada', 'file-0.bin', MEGABYTE],
        );
        assert.equal(way.pieces, 0);
        assert.equal(grace.desk.kept.size, 0);
    });

    for (const size of [0, 1, PIECE, PIECE + 1, 3 * MEGABYTE]) {
        test(`of ${size} bytes arrives as it was`, async () => {
            const bytes = randomBytes(size);
            ada.offer(bytes);
            await rest();
            grace.accept();
            await until('end', () => ada.stages[0] === 'done');
            assert.deepEqual(grace.stages, ['done']);
            assert.deepEqual(await bytesOf(grace.transfer.blob), bytes);
            assert.equal(way.pieces, Math.ceil(size / PIECE));
        });
    }

    test('is sent no faster than the other writes it', async () => {
        let go;
        const write = grace.desk.write.bind(grace.desk);
        const full = new Promise(resolve => (go = resolve));
        grace.desk.write = (...args) => full.then(() => write(...args));
        ada.offer(randomBytes(3 * MEGABYTE));
        await rest();
        grace.accept();
        await rest();
        assert.ok(way.bytes <= FILE_WINDOW_BYTES && way.bytes > FILE_WINDOW_BYTES - PIECE, `${way.bytes} are under way`);
        go();
        await until('end', () => ada.stages[0] === 'done');
    });

    test('is sent no faster than its channel takes it', async () => {
        ada.offer(randomBytes(MEGABYTE));
        await rest();
        way.hasRoom = false;
        grace.accept();
        await rest();
        assert.equal(way.pieces, 0);
        way.hasRoom = true;
        ada.files.flows('grace');
        await until('end', () => ada.stages[0] === 'done');
    });

    test('is read one block ahead of what is sent, so that its channel does not wait for the disk', async () => {
        const file = fileOf('long.bin', randomBytes(3 * MEGABYTE));
        const slice = mock.method(file, 'slice');
        const send = way.send.bind(way);
        way.send = (...args) => {
            send(...args);
            way.hasRoom = false;
        };
        ada.files.offer([file]);
        await rest();
        grace.accept();
        await rest();
        const [[from, end], ahead, ...others] = slice.mock.calls.map(call => call.arguments);
        assert.equal(way.pieces, 1);
        assert.equal(from, 0);
        assert.deepEqual(ahead, [end, 2 * end]);
        assert.deepEqual(others, []);
    });

    test('goes on from where it was after a link that broke', async () => {
        const bytes = randomBytes(5 * MEGABYTE);
        ada.offer(bytes);
        await rest();
        grace.accept();
        await until('some of it', () => grace.transfer.parts[0].bytes > 2 * MEGABYTE);
        unlink(ada, grace);
        await rest();
        assert.deepEqual([ada.stages, grace.stages], [['waiting'], ['waiting']]);
        const before = way.bytes;
        way = link(ada, grace);
        await until('end', () => ada.stages[0] === 'done');
        assert.deepEqual(await bytesOf(grace.transfer.blob), bytes);
        assert.ok(before + way.bytes <= 5 * MEGABYTE + FILE_WINDOW_BYTES, `${before} and ${way.bytes} were sent`);
    });

    test('that was offered and not answered is still the one offer after a link that broke', async () => {
        ada.offer(randomBytes(10));
        await rest();
        unlink(ada, grace);
        link(ada, grace);
        await rest();
        assert.equal(grace.files.transfers.length, 1);
        grace.accept();
        await until('end', () => ada.stages[0] === 'done');
    });

    test('that is another one when it arrives is deleted, and both are told', async () => {
        way.spoil = bytes => new Uint8Array(bytes.byteLength).buffer;
        ada.offer(randomBytes(MEGABYTE));
        await rest();
        grace.accept();
        await until('end', () => ada.stages[0] === 'damaged');
        await rest();
        assert.deepEqual(grace.stages, ['damaged']);
        assert.equal(grace.transfer.blob, null);
        assert.equal(grace.desk.kept.size, 0);
    });

    test('for which there is no room says so, and the other learns that it could not be kept', async () => {
        ada.offer(randomBytes(MEGABYTE));
        await rest();
        grace.desk.problem = 'no-space';
        grace.accept();
        await until('end', () => ada.stages[0] === 'failed-there');
        assert.deepEqual([grace.stages, grace.transfer.problem], [['failed-here'], 'no-space']);
    });

    test('that cannot be read any more is taken back', async () => {
        const file = fileOf('gone.bin', randomBytes(MEGABYTE));
        file.slice = () => ({arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError'))});
        ada.files.offer([file]);
        await rest();
        grace.accept();
        await until('end', () => ada.stages[0] === 'failed-here');
        await rest();
        assert.deepEqual(grace.stages, ['cancelled-there']);
        assert.equal(grace.desk.kept.size, 0);
    });

    test('that is shorter than it was is taken back', async () => {
        const file = fileOf('shrunk.bin', randomBytes(MEGABYTE));
        file.slice = () => new Blob(['x']);
        ada.files.offer([file]);
        await rest();
        grace.accept();
        await until('end', () => ada.stages[0] === 'failed-here');
        assert.equal(way.pieces, 0);
    });

    test('that cannot be hashed is taken back', async () => {
        ada.desk.hash = () => Promise.reject(new Error('gone'));
        ada.offer('x');
        await rest();
        grace.accept();
        await until('end', () => ada.stages[0] === 'failed-here');
    });

    test('that is taken back is not sent any more when its channel has room again', async () => {
        way.hasRoom = false;
        ada.offer(randomBytes(MEGABYTE));
        await rest();
        grace.accept();
        await rest();
        ada.files.cancel(ada.transfer.id);
        way.hasRoom = true;
        ada.files.flows('grace');
        await rest();
        assert.equal(way.pieces, 0);
    });

    test('that the other does not want is not sent', async () => {
        ada.offer(randomBytes(10));
        await rest();
        grace.files.decline(grace.transfer.id);
        await until('end', () => ada.stages[0] === 'declined');
        assert.deepEqual(grace.stages, ['declined']);
        assert.equal(way.pieces, 0);
    });

    test('that is taken back under way is deleted', async () => {
        ada.offer(randomBytes(3 * MEGABYTE));
        await rest();
        grace.accept();
        await until('some of it', () => grace.transfer.parts[0].bytes > 0);
        ada.files.cancel(ada.transfer.id);
        await until('end', () => grace.stages[0] === 'cancelled-there');
        await rest();
        assert.deepEqual(ada.stages, ['cancelled-here']);
        assert.equal(grace.desk.kept.size, 0);
    });

    test('whose sender leaves the call is over, and deleted', async () => {
        ada.offer(randomBytes(3 * MEGABYTE));
        await rest();
        grace.accept();
        await until('some of it', () => grace.transfer.parts[0].bytes > 0);
        unlink(ada, grace);
        grace.files.gone('ada');
        await rest();
        assert.deepEqual(grace.stages, ['gone']);
        assert.equal(grace.desk.kept.size, 0);
    });
});

describe('an offer', () => {
    test('goes to everybody who takes files, under one number, and is hashed once', async () => {
        const sam = new Person('sam');
        const old = new Person('old');
        link(ada, sam);
        link(ada, old, ['carry']);
        const hash = mock.method(ada.desk, 'hash');
        ada.offer(randomBytes(1000));
        await rest();
        assert.deepEqual(ada.transfer.parts.map(({name}) => name), ['grace', 'sam']);
        assert.deepEqual(old.files.transfers, []);
        assert.equal(new Set(ada.said.map(({file}) => file)).size, 1);
        [grace, sam].forEach(each => each.accept());
        await until('end', () => ada.stages.every(stage => stage === 'done'));
        assert.equal(hash.mock.callCount(), 1);
    });

    test('by somebody who does not say that they speak of files is not shown', async () => {
        const old = new Person('old');
        link(ada, old, ['carry']);
        old.offer('x');
        await rest();
        assert.deepEqual(ada.files.transfers, []);
    });

    test('that is longer than a file may be says so and is made to nobody', async () => {
        const file = fileOf('long.bin', 'x');
        Object.defineProperty(file, 'size', {value: FILE_BYTES + 1});
        ada.files.offer([file]);
        await rest();
        assert.deepEqual([ada.transfer.problem, ada.transfer.parts], ['too-large', []]);
        assert.deepEqual(grace.files.transfers, []);
    });

    test('to nobody says that nobody is here', () => {
        const alone = new Person('alone');
        alone.offer('x');
        assert.deepEqual([alone.transfer.problem, alone.transfer.parts], ['nobody', []]);
    });

    test('to more than can be shown takes the place of the oldest that is over', async () => {
        for (let count = 0; count < 101; count += 1) {
            ada.offer('x');
            await until('offer', () => grace.stages?.[0] === 'offered');
            grace.accept();
            await until('end', () => ada.stages[0] === 'done');
        }
        assert.equal(grace.files.transfers.length, 100);
        await rest();
        assert.equal(grace.desk.kept.size, 100);
    });
});

test('of what is over no more is remembered than the other may not have heard of', () => {
    let state = filesIn.step(filesIn.NONE, {type: 'opened'}).next;
    for (let file = 1; file <= FILES_PER_LINK + 1; file += 1) {
        state = filesIn.step(state, {type: 'offered', file, name: 'x', size: 1}).next;
        state = filesIn.step(state, {type: 'decline', file}).next;
    }
    assert.deepEqual([state.files.size, state.over.length], [0, FILES_PER_LINK]);
});

describe('when the call is left', () => {
    async function receive() {
        ada.offer('x');
        await rest();
        grace.accept();
        await until('end', () => ada.stages[0] === 'done');
    }

    test('what has come and was not saved is deleted', async () => {
        await receive();
        grace.files.leave();
        await rest();
        assert.equal(grace.desk.kept.size, 0);
    });

    test('what was saved stays, as the browser may still be reading it', async () => {
        await receive();
        grace.files.saved(grace.transfer.id);
        grace.files.leave();
        await rest();
        assert.equal(grace.desk.kept.size, 1);
    });

    test('what is just being finished is deleted', async () => {
        let go;
        const finish = grace.desk.finish.bind(grace.desk);
        const full = new Promise(resolve => (go = resolve));
        let asked = false;
        grace.desk.finish = (...args) => {
            asked = true;
            return full.then(() => finish(...args));
        };
        ada.offer('x');
        await rest();
        grace.accept();
        await until('finishing', () => asked);
        grace.files.leave();
        go();
        await rest();
        assert.equal(grace.desk.kept.size, 0);
    });

    test('what was under way is deleted', async () => {
        ada.offer(randomBytes(3 * MEGABYTE));
        await rest();
        grace.accept();
        await until('some of it', () => grace.transfer.parts[0].bytes > 0);
        grace.files.leave();
        await rest();
        assert.equal(grace.desk.kept.size, 0);
    });
});
