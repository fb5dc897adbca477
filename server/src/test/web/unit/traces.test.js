import assert from 'node:assert/strict';
import {test} from 'node:test';

import {addressesAfter} from '../../../main/resources/static/assets/js/call/addresses.js';
import {refused} from '../../../main/resources/static/assets/js/call/asker.js';
import {budgetFor} from '../../../main/resources/static/assets/js/call/budget.js';
import * as chat from '../../../main/resources/static/assets/js/call/chat.js';
import * as clock from '../../../main/resources/static/assets/js/call/clock.js';
import * as delivery from '../../../main/resources/static/assets/js/call/delivery.js';
import {encodingOf} from '../../../main/resources/static/assets/js/call/encoding.js';
import * as filesIn from '../../../main/resources/static/assets/js/call/files-in.js';
import * as filesOut from '../../../main/resources/static/assets/js/call/files-out.js';
import * as hands from '../../../main/resources/static/assets/js/call/hands.js';
import * as healing from '../../../main/resources/static/assets/js/call/healing.js';
import * as pace from '../../../main/resources/static/assets/js/call/pace.js';
import * as reactions from '../../../main/resources/static/assets/js/call/reactions.js';
import * as reunion from '../../../main/resources/static/assets/js/call/reunion.js';
import {carry, routeTo} from '../../../main/resources/static/assets/js/call/routes.js';
import {connected, failed, lost, serverList} from '../../../main/resources/static/assets/js/call/server-list.js';
import * as silence from '../../../main/resources/static/assets/js/call/silence.js';
import * as speaking from '../../../main/resources/static/assets/js/call/speaking.js';
import * as tally from '../../../main/resources/static/assets/js/call/tally.js';
import * as wanting from '../../../main/resources/static/assets/js/call/wanting.js';
import {fixtures} from './fixtures.js';

/** How each function of the traces begins with their arguments, and goes on. */
const FUNCTIONS = {
    chat: {start: ({self, now}) => chat.initial(self, now), step: chat.step},
    healing: {start: ({role, relay, now}) => healing.initial(role, relay, now), step: healing.step},
    delivery: {start: ({number}) => delivery.initial(number), step: delivery.step},
    'files-out': {start: () => filesOut.NONE, step: filesOut.step},
    'files-in': {start: () => filesIn.NONE, step: filesIn.step},
    reunion: {start: () => reunion.OUTSIDE, step: reunion.step},
    routes: {start: () => null, step: (state, asked) => ({next: state, effects: [routeTo(asked.routes, asked.peer), carried(asked)]})},
    'server-list': {start: ({number}) => serverList(number), step: tryServer},
    addresses: {
        start: () => null,
        step: (state, {inUse, homes, told, turn}) => ({next: state, effects: addressesAfter(inUse, homes, told, turn)}),
    },
    asker: {
        start: () => null,
        step: (state, {asker, code, retryAfter}) => ({next: state, effects: [refused(asker, code, retryAfter)]}),
    },
    clock: {
        start: ({number}) => clock.begun(number),
        step: (state, event) => {
            const next = {
                opened: () => clock.opened(state, event.now),
                asks: () => clock.ask(state, event.now, event.date),
                answered: () => clock.answered(state, event.date, event.theirs, event.now, event.today),
            }[event.type]();
            return {next, effects: [{due: clock.isDue(next, event.now), ours: clock.toOurs(next, 5_000_000)}]};
        },
    },
    speaking: {
        start: () => speaking.SILENT,
        step: (state, {level, muted, now}) => {
            const next = speaking.hear(state, level, muted, now);
            return {next, effects: [next.speaking]};
        },
    },
    silence: {
        start: () => silence.UNHEARD,
        step: (state, {packets, now}) => {
            const next = silence.look(state, packets, now);
            return {next, effects: [next.hushed, next.silent, silence.isOver(state, next)]};
        },
    },
    wanting: {
        start: () => wanting.NOTHING_SAID,
        step: (state, {width, height, now}) => {
            const {next, says} = wanting.look(state, wanting.sizeOf(width, height), now);
            return {next, effects: says ? [next.last ?? 'none'] : []};
        },
    },
    tally: {
        start: () => tally.NOTHING,
        step: (state, event) => {
            switch (event.type) {
                case 'works':
                    return {next: tally.works(state, event.up, event.now), effects: []};
                case 'measured': {
                    const {received, lost, frozenMs, roundTripMs = null, relayed} = event;
                    return {next: tally.measured(state, {received, lost, frozenMs}, roundTripMs, relayed), effects: []};
                }
                default:
                    return {next: state, effects: [tally.qualityOf(state, event.now) ?? 'none']};
            }
        },
    },
    encoding: {
        start: () => null,
        step: (state, {captured, links, said, wanted}) => {
            const want = said ? (wanted === undefined ? {} : {size: wanted}) : null;
            return {next: state, effects: [encodingOf(captured, budgetFor(links), want)]};
        },
    },
    pace: {
        start: () => pace.FULL,
        step: (state, {now, ...counts}) => {
            const next = pace.measure(state, counts, now);
            return {next, effects: [pace.wantedOf(next, {width: 640, height: 360, framesPerSecond: 30})]};
        },
    },
    hands: {start: () => hands.none('me'), step: moveHands},
    reactions: {
        start: () => [],
        step: (state, {peer, emoji, now}) => {
            const next = reactions.add(state, peer, emoji, now);
            return {next, effects: next};
        },
    },
};

for (const {name, json} of fixtures('traces')) {
    test(`${name}: whatever comes, it does as its twin in Java`, () => json.forEach(trace => run(FUNCTIONS[name.slice('traces/'.length)], trace)));
}

function run({start, step}, trace) {
    let state = start(trace.start);
    trace.steps.forEach(({event, effects}, at) => {
        const taken = step(state, event);
        assert.deepEqual(taken.effects, effects, `step ${at}: ${JSON.stringify(event)}`);
        state = taken.next;
    });
}

function carried({routes, speaker, to, from}) {
    const taken = carry(routes, 'm', speaker, {to, from, data: {candidate: null}});
    switch (taken.type) {
        case 'mine':
            return ['mine', taken.from];
        case 'on':
            return ['on', taken.to, taken.signal.from];
        default:
            return ['dropped'];
    }
}

function tryServer(state, event) {
    if (event.type === 'connected') {
        return {next: connected(state), effects: []};
    }
    const {next, millis} = event.type === 'lost' ? lost(state, event.after) : failed(state, event.random);
    return {next, effects: [{server: next.at, millis}]};
}

function moveHands(state, event) {
    const next = {
        raise: () => hands.raise(state),
        lower: () => hands.lower(state),
        hear: () => hands.hear(state, event.peer, event.number ?? null),
        gone: () => hands.gone(state, event.peer),
    }[event.type]();
    return {next, effects: [hands.order(next), hands.own(next) ?? -1]};
}
