import assert from 'node:assert/strict';
import {test} from 'node:test';

import {budgetFor} from '../../../main/resources/static/assets/js/call/budget.js';

test('the more there are, the smaller is the picture that each is sent', () => {
    let before = Infinity;
    for (let links = 1; links <= 15; links += 1) {
        const {height} = budgetFor(links);
        assert.ok(height <= before);
        before = height;
    }
    assert.equal(budgetFor(1).height, 720);
    assert.equal(budgetFor(15).height, 180);
});

test('what is sent in all fits an ordinary uplink, however many there are', () => {
    for (let links = 1; links <= 15; links += 1) {
        assert.ok(links * budgetFor(links).bitrate <= 2_500_000, `${links} links`);
    }
});
