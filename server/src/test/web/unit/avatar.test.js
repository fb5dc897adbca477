import assert from 'node:assert/strict';
import {test} from 'node:test';

import {hue, initials} from '../../../main/resources/static/assets/js/ui/avatar.js';

test('initials are the first letters of the first and the last word', () => {
    assert.equal(initials('Ada Lovelace'), 'AL');
    assert.equal(initials('Ludwig van Beethoven'), 'LB');
    assert.equal(initials('ada'), 'A');
    assert.equal(initials('李明'), '李');
    assert.equal(initials('(Zoë)'), 'Z');
    assert.equal(initials('🙂'), '?');
});

test('the same name has always the same colour', () => {
    assert.equal(hue('Ada'), hue('Ada'));
    assert.notEqual(hue('Ada'), hue('Grace'));
    assert.ok(hue('👩'.repeat(64)) < 360);
});
