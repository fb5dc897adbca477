import assert from 'node:assert/strict';
import {test} from 'node:test';

import {initial, step} from '../../../main/resources/static/assets/js/call/negotiation.js';
import {fixtures} from './fixtures.js';

for (const {name, json} of fixtures('negotiation')) {
    test(name, () => run(json));
}

for (const {name, json} of fixtures('negotiation-traces')) {
    test(`${name}: whatever comes, it does as its twin in Java`, () => json.forEach(run));
}

test('a completion that nothing asked for is a fault of the caller', () => {
    const idle = initial('polite', false);
    for (const event of [{type: 'done'}, {type: 'failed'}, {type: 'local-description', description: {type: 'offer'}}]) {
        assert.throws(() => step(idle, event), /not asked for/);
    }
});

test('a step leaves the state that it began with as it was', () => {
    const before = freeze(initial('polite', false));
    const {next} = step(before, {type: 'needed'});
    const {next: later} = step(freeze(next), {type: 'remote-candidate', candidate: {candidate: 'candidate:1'}});
    assert.equal(before.phase.name, 'stable');
    assert.equal(later.inbox.length, 1);
});

function run({role, waitsForOffer, steps}) {
    let state = initial(role, waitsForOffer);
    for (const {event, effects, times = 1} of steps) {
        for (let time = 0; time < times; time++) {
            const taken = step(state, event);
            assert.deepEqual(taken.effects, effects, JSON.stringify(event));
            state = taken.next;
        }
    }
}

function freeze(value) {
    Object.values(value).filter(each => typeof each === 'object' && each !== null).forEach(freeze);
    return Object.freeze(value);
}
