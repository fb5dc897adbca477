import assert from 'node:assert/strict';
import {beforeEach, describe, mock, test} from 'node:test';

import {Tab} from '../../../main/resources/static/assets/js/tab.js';

const STAY = {
    room: 'demo',
    name: 'Ada',
    resume: {session: 's', secret: 'secret', lastSeq: 7},
    switches: {audio: false, video: true},
};

/** The locks of a browser, which all of its tabs share. */
class Locks {
    #held = new Map();

    async request(name, {signal}, use) {
        while (this.#held.has(name)) {
            signal.throwIfAborted();
            await Promise.race([this.#held.get(name), new Promise(resolve => signal.addEventListener('abort', resolve))]);
        }
        const used = use();
        this.#held.set(name, used);
        await used;
        this.#held.delete(name);
    }
}

class Storage {
    constructor(items = new Map()) {
        this.items = items;
    }

    getItem(key) {
        return this.items.get(key) ?? null;
    }

    setItem(key, value) {
        this.items.set(key, value);
    }

    removeItem(key) {
        this.items.delete(key);
    }

    copy() {
        return new Storage(new Map(this.items));
    }
}

let locks;
let storage;
let tab;

beforeEach(() => {
    locks = new Locks();
    storage = new Storage();
    tab = new Tab(storage, locks);
});

describe('a reloaded page', () => {
    test('finds the stay that the page before it has left, in its room alone', () => {
        tab.keep(STAY);
        const next = new Tab(storage, locks);
        assert.deepEqual(next.stayIn('demo'), STAY);
        assert.equal(next.stayIn('other'), null);
    });

    test('finds nothing after one has left', () => {
        tab.keep(STAY);
        tab.forget();
        assert.equal(tab.stayIn('demo'), null);
    });

    test('finds nothing in what another version of the page has written', () => {
        for (const text of ['', 'null', '7', '{"room": "demo"}', JSON.stringify({...STAY, resume: {session: 's'}})]) {
            storage.setItem('confero.stay', text);
            assert.equal(tab.stayIn('demo'), null, text);
        }
    });

    test('may go on when the page before it is gone', async () => {
        assert.equal(await tab.claim('s'), true);
        const next = new Tab(storage, locks).claim('s');
        tab.forget();
        assert.equal(await next, true);
    });
});

test('a copy of a tab does not get the session that the tab is in', async () => {
    mock.method(AbortSignal, 'timeout', () => AbortSignal.abort());
    tab.keep(STAY);
    assert.equal(await tab.claim('s'), true);
    const copy = new Tab(storage.copy(), locks);
    assert.deepEqual(copy.stayIn('demo'), STAY);
    assert.equal(await copy.claim('s'), false);
    copy.forget();
    assert.deepEqual(tab.stayIn('demo'), STAY);
    mock.restoreAll();
});

test('a page that is loaded again is given longer than a copy until the page before it has gone', async () => {
    const waits = [];
    mock.method(AbortSignal, 'timeout', millis => {
        waits.push(millis);
        return new AbortController().signal;
    });
    await new Tab(storage, locks).claim('copied');
    await new Tab(storage, locks, true).claim('reloaded');
    assert.ok(waits[1] > 5 * waits[0], String(waits));
    mock.restoreAll();
});

test('a host key is kept for its room', () => {
    tab.keepKey('demo', 'k');
    assert.equal(tab.keyOf('demo'), 'k');
    assert.equal(tab.keyOf('other'), null);
});

test('where nothing can be kept, nothing breaks', () => {
    const refuse = () => {
        throw new Error('Not here');
    };
    const closed = new Tab({getItem: refuse, setItem: refuse, removeItem: refuse}, locks);
    closed.keep(STAY);
    closed.keepKey('demo', 'k');
    assert.equal(closed.stayIn('demo'), null);
    assert.equal(closed.keyOf('demo'), null);
    closed.forget();
});
