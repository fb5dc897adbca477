import assert from 'node:assert/strict';
import {test} from 'node:test';

import {OUTSIDE, step} from '../../../main/resources/static/assets/js/call/mesh.js';
import {fixtures} from './fixtures.js';

for (const {name, json} of fixtures('mesh')) {
    test(name, () => {
        let state = OUTSIDE;
        for (const {event, effects} of json.steps) {
            const taken = step(state, event);
            assert.deepEqual(taken.effects, effects, JSON.stringify(event));
            state = taken.next;
        }
    });
}
