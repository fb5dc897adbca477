// Glare on purpose: both sides of a link want a new offer at the same moment, again and again.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, SMALL} from '../harness/browsers.js';
import {Closing} from '../harness/closing.js';
import {join} from '../harness/page.js';
import {keepLogs} from '../harness/logs.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {until} from '../harness/until.js';

const ROUNDS = 15;
/** Time for both pages to get the word before it is acted upon. */
const AHEAD_MS = 150;

describe('both sides of a link offer at once', {timeout: 600_000}, () => {
    const closing = new Closing();
    let server;
    let people;

    before(async () => {
        server = closing.add(await startServer(), it => it.stop());
        const room = await makeRoom(server.url);
        const sound = closing.add(await startSound(), it => it.stop());
        const chromium = closing.add(await launch('chromium', {size: SMALL}), it => it.close());
        const firefox = closing.add(await launch('firefox', {env: sound.env, size: SMALL}), it => it.close());
        people = [await join(chromium, room.link, 'Cleo'), await join(firefox, room.link, 'Dora')];
        await settled();
    });
    after(async () => {
        await keepLogs('glare', {server, cleo: people?.[0], dora: people?.[1]});
        await closing.close();
    });

    function settled() {
        return until('settled link', async () => {
            const [one, other] = (await Promise.all(people.map(person => person.links()))).map(links => links[0]);
            const agreed = [one, other].every(link => link.connection === 'connected' && link.signaling === 'stable')
                && one.local === other.remote && one.remote === other.local;
            assert.ok(agreed, JSON.stringify([one, other]));
            return true;
        });
    }

    test('they agree every time, on new credentials, and the call goes on', async t => {
        let collisions = 0;
        for (let round = 0; round < ROUNDS; round++) {
            const before = await Promise.all(people.map(person => person.links()));
            const moment = Date.now() + AHEAD_MS;
            await Promise.all(people.map(person => person.restartIceAt(moment)));
            await until('new credentials', async () => {
                const now = await Promise.all(people.map(person => person.links()));
                return now.every(([link], i) => link.local !== before[i][0].local && link.remote !== before[i][0].remote);
            });
            await settled();
        }
        for (const person of people) {
            collisions += (await person.links())[0].rollbacks;
        }
        t.diagnostic(`${collisions} offers were rolled back`);
        assert.ok(collisions > 0, 'The offers never collided: this has proven nothing');
    });
});
