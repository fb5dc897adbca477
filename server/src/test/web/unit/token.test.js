import assert from 'node:assert/strict';
import {test} from 'node:test';

import {takeToken} from '../../../main/resources/static/assets/js/token.js';

function page(hash, stored = {}) {
    const shown = [];
    const items = new Map(Object.entries(stored));
    return {
        shown,
        items,
        location: {hash, pathname: '/demo', search: '?x=1'},
        history: {state: null, replaceState: (state, title, address) => shown.push(address)},
        storage: {
            getItem: name => items.get(name) ?? null,
            setItem: (name, value) => items.set(name, value),
            removeItem: name => items.delete(name),
        },
    };
}

test('a token in the link is taken, and is in the address bar no more', () => {
    const it = page('#token=aaa.bbb-_.ccc');
    assert.equal(takeToken(it), 'aaa.bbb-_.ccc');
    assert.deepEqual(it.shown, ['/demo?x=1']);
});

test('what else is in the fragment stays', () => {
    const it = page('#token=aaa&more=1');
    assert.equal(takeToken(it), 'aaa');
    assert.deepEqual(it.shown, ['/demo?x=1#more=1']);
});

test('a page that is loaded again has its token still', () => {
    const it = page('#token=aaa');
    takeToken(it);
    assert.equal(takeToken(page('', Object.fromEntries(it.items))), 'aaa');
});

test('without one nothing is shown at the door, and the address stays', () => {
    const it = page('#more=1');
    assert.equal(takeToken(it), undefined);
    assert.deepEqual(it.shown, []);
});

test('an empty one forgets the one before', () => {
    const it = page('#token=', {'confero.token': 'aaa'});
    assert.equal(takeToken(it), undefined);
    assert.equal(it.items.size, 0);
});

test('a browser that keeps nothing takes it as well', () => {
    const it = page('#token=aaa');
    it.storage = {setItem: () => assert.fail(), getItem: () => assert.fail()};
    assert.equal(takeToken(it), 'aaa');
    assert.equal(takeToken({...page(''), storage: it.storage}), undefined);
});
