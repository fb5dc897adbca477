// The drills that every company goes through.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {until} from '../harness/until.js';
import {pause} from './scene.js';

/** Else they are as short as they can be with what is drilled still happening. */
export const LONG = process.env.CONFERO_DRILLS === 'long';

/** Nothing is away for less than that; shorter stops are a busy machine's. */
const UNDISTURBED_MS = 4_500;
/** A server that starts takes a small machine for itself for seconds; its call is without one for much longer. */
const BESIDE_A_START_MS = 10_000;
/** The aim is 2 s for 95 of 100; a busy machine gets more time. */
const HEALED_MS = 6_000;

const STORM = 100;
const ROUND_S = 0.1;

/** @param {Scene} scene */
export function drillTheServer(scene) {
    test('the call goes on while the only server is away, and others can join when it is back', async () => {
        const away = LONG ? 60 : 5;
        const outcome = await scene.drill(`The only server is killed for ${away} s`, async () => {
            await scene.serverDies();
            await pause(away);
            await scene.serverStarts();
        });
        undisturbed(outcome, BESIDE_A_START_MS);
        await scene.everybodyIsServed();
        await scene.company.well();
        const newcomer = await scene.desktopComes('Zoe');
        await scene.company.well();
        await scene.leaves(newcomer);
    });
}

/** @param {Scene} scene */
export function drillTheWayToTheServer(scene) {
    test('the call goes on while nothing gets through to the server', async () => {
        // A socket on which nothing comes for 15 s is given up.
        const length = LONG ? 30 : 17;
        undisturbed(await scene.drill(`The way of all to the server is cut for ${length} s`, async () => {
            scene.cutSockets();
            await pause(length);
            scene.lan.pass('sockets');
        }));
        await scene.everybodyIsServed();
    });
}

/**
 * @param {Scene} scene
 * @param {() => object} victim to whom it happens
 */
export function drillTheInterface(scene, victim) {
    for (const length of LONG ? [3, 10, 45] : [3]) {
        test(`the call is back after an interface was down for ${length} s`, async () => {
            healed(await scene.drill(`The interface of one is down for ${length} s`, async () => {
                victim().machine.down();
                await pause(length);
                victim().machine.up();
            }));
        });
    }

    test('the call goes on over another interface', async () => {
        healed(await scene.drill('The interface of one is replaced, with another address', async () => {
            victim().machine.pullOut();
            victim().machine.plugIn();
        }));
    });
}

/**
 * @param {Scene} scene
 * @param {() => object} victim
 * @param {() => object} other to whom the late way leads
 */
export function drillTheCable(scene, victim, other) {
    const length = LONG ? 30 : 5;
    const between = (one, another) => [victim(), other()].includes(one) && [victim(), other()].includes(another);

    for (const percent of LONG ? [5, 15] : [15]) {
        test(`the call goes on with ${percent} % of all packets lost`, async () => {
            healed(await scene.drill(`${percent} % of the packets of one are lost for ${length} s`, async () => {
                scene.lose(victim(), percent);
                await pause(length);
                scene.lan.pass('loss');
            }));
        });
    }

    test('the call goes on over 500 kbit/s', async () => {
        healed(await scene.drill(`One has 500 kbit/s for ${length} s`, async () => {
            scene.lan.limit(victim().machine, '500kbit');
            await pause(length);
            scene.lan.limit(victim().machine, null);
        }));
    });

    test('the call goes on when everything comes late', async () => {
        const line = await scene.lan.delayLine(victim().machine, other().machine, 200, 50);
        scene.part(victim(), other());
        // The link finds that way by itself, and the reports tell of it a second later.
        await pause(3);
        healed(await scene.drill(
            `Everything between two is 200 ms late, with 50 ms of jitter, for ${length} s`, () => pause(length), between));
        scene.lan.pass('pair');
        await line.stop();
    });
}

/**
 * @param {Scene} scene
 * @param {() => object} victim
 */
export function drillOne(scene, victim) {
    test('the call is back when somebody who stood still goes on', async () => {
        const length = LONG ? 20 : 8;
        healed(await scene.drill(`One is stopped for ${length} s`, async () => {
            victim().machine.freeze();
            await pause(length);
            victim().machine.thaw();
        }));
    });
}

/** @param {Scene} scene */
export function drillEverybody(scene) {
    test('the call goes on while all renegotiate at once, again and again', async () => {
        undisturbed(await scene.drill(`All renegotiate at once, ${STORM} times`, async () => {
            for (let i = 0; i < STORM; i++) {
                await Promise.all(scene.company.people.map(person => person.renegotiate()));
                await pause(ROUND_S);
            }
        }));
    });
}

/**
 * No server comes back after this one.
 *
 * @param {Scene} scene
 */
export function drillTheEnd(scene) {
    test('the call goes on without any server until people leave', async () => {
        const [first, ...others] = scene.company.people;
        undisturbed(await scene.drill(`The only server is gone for good, for ${LONG ? 300 : 5} s so far`, async () => {
            await scene.serverDies();
            await pause(LONG ? 300 : 5);
        }));
        await first.mute();
        for (const person of others) {
            await until(`muted ${first.name} at ${person.name}`, async () =>
                !(await person.heardOf()).find(each => each.name === first.name).audio);
        }
    });
}

/**
 * Somebody leaves, and everybody sees it.
 *
 * @param {Scene} scene
 */
export function drillTheLeaving(scene) {
    test('whoever leaves is gone for all, though no server tells them', () => scene.leaves(scene.company.people.at(-1)));
}

/** Asserts that it did not take longer. */
export function healed(outcome, mostMs = HEALED_MS) {
    assert.ok(outcome.healed < mostMs, `healed only after ${outcome.healed} ms: ${outcome.gaps.join('; ')}`);
}

function undisturbed(outcome, mostMs = UNDISTURBED_MS) {
    const longest = Math.max(outcome.sound, outcome.picture);
    assert.ok(longest < mostMs, `media need no server: ${outcome.gaps.join('; ')}`);
}
