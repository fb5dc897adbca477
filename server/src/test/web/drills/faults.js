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

/** Nothing comes back: it takes ICE 2.5 s to notice, and then all other ways are tried. */
const OTHER_WAY_MS = 20_000;

const LATE_MS = 200;
const JITTER_MS = 50;

const STORM = 100;
const ROUND_S = LONG ? 0.1 : 0.05;

/**
 * @param {Scene} scene
 * @param {string?} [newcomer] who comes after it, to stay; null for somebody who leaves again
 */
export function drillTheServer(scene, newcomer = null) {
    test('the call goes on while the only server is away, and others can join when it is back', async () => {
        const away = LONG ? 60 : 3;
        const outcome = await scene.drill(`The only server is killed for ${away} s`, async () => {
            await scene.serverDies();
            await pause(away);
            scene.serverIsAway();
            await scene.serverStarts();
        });
        undisturbed(outcome, BESIDE_A_START_MS);
        await scene.everybodyIsServed();
        await scene.company.well();
        const person = await scene.desktopComes(newcomer ?? 'Zoe');
        await scene.company.well();
        if (newcomer === null) {
            await scene.leaves(person);
        }
    });
}

/** @param {Scene} scene */
export function drillTheWayToTheServer(scene) {
    test('the call goes on while nothing gets through to the server', async () => {
        undisturbed(await scene.drill(`The way of all to the server is cut ${LONG ? 'for 30 s' : 'until all notice it'}`, async () => {
            scene.cutSockets();
            // A socket on which nothing comes for 15 s is given up.
            await pause(LONG ? 30 : 0);
            await scene.nobodyIsServed().finally(() => scene.lan.firewall.pass('sockets'));
        }));
        await scene.everybodyIsServed();
    });
}

/**
 * @param {Scene} scene
 * @param {string} who in the table's words
 * @param {() => object} victim to whom it happens
 */
export function drillTheInterface(scene, who, victim) {
    for (const length of LONG ? [3, 10, 45] : [3]) {
        test(`the call is back after the interface of ${who} was down for ${length} s`, async () => {
            healed(await scene.drill(`The interface of ${who} is down for ${length} s`, async () => {
                victim().machine.down();
                await pause(length);
                victim().machine.up();
            }));
        });
    }

    test(`the call goes on over another interface of ${who}`, async () => {
        healed(await scene.drill(`The interface of ${who} is replaced, with another address`, async () => {
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
    const length = LONG ? 30 : 3;
    const between = (one, another) => [victim(), other()].includes(one) && [victim(), other()].includes(another);

    for (const percent of LONG ? [5, 15] : [15]) {
        test(`the call goes on with ${percent} % of all packets lost`, async () => {
            healed(await scene.drill(`${percent} % of the packets of one are lost for ${length} s`, async () => {
                scene.lose(victim(), percent);
                await pause(length);
                scene.lan.firewall.pass('loss');
            }));
        });
    }

    test('the call goes on over 500 kbit/s', async () => {
        healed(await scene.drill(`One has 500 kbit/s for ${length} s`, async () => {
            const limit = scene.lan.limit(victim().machine, scene.house, 500_000);
            await pause(length);
            limit.end();
        }));
    });

    test('the call goes on when everything comes late', async () => {
        const line = await scene.lan.delayLine(victim().machine, other().machine, LATE_MS, JITTER_MS);
        scene.part(victim(), other());
        // The link finds that way by itself.
        await until('link over the late way', async () =>
            (await scene.roundTrips(victim(), other())).every(ms => ms >= 2 * (LATE_MS - JITTER_MS)));
        healed(await scene.drill(
            `Everything between two is ${LATE_MS} ms late, with ${JITTER_MS} ms of jitter, for ${length} s`,
            () => pause(length), between));
        scene.lan.firewall.pass('pair');
        await line.stop();
    });
}

/**
 * @param {Scene} scene
 * @param {string} who in the table's words
 * @param {() => object} victim
 */
export function drillOne(scene, who, victim) {
    test(`the call is back when ${who} goes on that stood still`, async () => {
        // From 5 s on a desktop takes it for sleep.
        const length = LONG ? 20 : 7;
        healed(await scene.drill(`The program of ${who} is stopped for ${length} s`, async () => {
            victim().machine.freeze();
            await pause(length);
            victim().machine.thaw();
        }));
    });
}

/**
 * A firewall that lets less and less through.
 *
 * @param {Scene} scene with a TURN server
 */
export function drillTheFirewall(scene) {
    // What comes from a TURN server may be known at the other end as "prflx" as well.
    const firstHops = async () =>
        (await Promise.all(scene.company.people.map(person => person.heardOf()))).flat().map(seen => seen.localCandidateType);
    const onlyByTurn = async () => assert.deepEqual([...new Set(await firstHops())], ['relay'], 'a way past the TURN server');

    test('the call goes on by way of the TURN server over TCP', async () => {
        healed(await scene.drill('Nothing but TCP is let through any more, and only to servers', async () => {
            scene.partAll();
            scene.lan.firewall.drop('udp', ['ip protocol udp']);
        }), OTHER_WAY_MS);
        scene.lan.firewall.prove('parted');
        scene.lan.firewall.prove('udp');
        await onlyByTurn();
    });

    test('the call goes on by way of the TURN server over TLS', async () => {
        healed(await scene.drill('Nothing but TLS is let through any more, and only to servers', async () => {
            const {address, port} = scene.turn;
            scene.lan.firewall.drop('plain', [`ip daddr ${address} tcp dport ${port}`, `ip saddr ${address} tcp sport ${port}`]);
        }), OTHER_WAY_MS);
        await onlyByTurn();
    });

    test('the call goes directly again where it can', async () => {
        ['plain', 'udp', 'parted'].forEach(name => scene.lan.firewall.pass(name));
        scene.company.people.forEach(person => person.renegotiate());
        await until('links without the TURN server', async () => !(await firstHops()).includes('relay'));
        await scene.company.well();
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
        undisturbed(await scene.drill(`The only server is gone for good, for ${LONG ? 300 : 3} s so far`, async () => {
            await scene.serverDies();
            await pause(LONG ? 300 : 3);
            scene.serverIsAway();
        }));
        await first.mute();
        for (const person of others) {
            await until(`muted ${first.name} at ${person.name}`, async () =>
                !(await person.heardOf()).find(each => each.name === first.name).audio);
        }
    });
}

/**
 * Two lose the way to each other, until both are told so.
 *
 * @param {Scene} scene with a third
 * @param {string} what in the table's words
 * @param {() => object[]} pair the two
 */
export function drillThePair(scene, what, pair) {
    test(`whoever cannot reach each other is told, and finds together again: ${what}`, async () => {
        const [one, other] = pair();
        const linkOf = async (from, to) => (await from.heardOf()).find(each => each.name === to.name).link;
        healed(await scene.drill(what, async () => {
            scene.part(one, other);
            await until('word to both that there is no way', async () =>
                await linkOf(one, other) === 'failed' && await linkOf(other, one) === 'failed');
            scene.lan.firewall.pass('pair');
        }));
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
function healed(outcome, mostMs = HEALED_MS) {
    assert.ok(outcome.healed < mostMs, `healed only after ${outcome.healed} ms: ${outcome.gaps.join('; ')}`);
}

function undisturbed(outcome, mostMs = UNDISTURBED_MS) {
    const longest = Math.max(outcome.sound, outcome.picture);
    assert.ok(longest < mostMs, `media need no server: ${outcome.gaps.join('; ')}`);
}
