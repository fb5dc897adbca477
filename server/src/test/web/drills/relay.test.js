// Two desktops between whom a firewall rises that lets nothing through but TCP to a TURN server.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {noLan} from '../harness/lan.js';
import {SECRET, startTurn} from '../harness/turn.js';
import {healed} from './faults.js';
import {Scene} from './scene.js';

/** Nothing comes back: it takes ICE 2.5 s to notice, and then all other ways are tried. */
const OTHER_WAY_MS = 20_000;

describe('a call behind a firewall', {timeout: 600_000, skip: noLan() ?? false}, () => {
    const scene = new Scene('Two desktops and a TURN server');
    let turn;
    let people;

    before(async () => {
        await scene.open(async (lan, closing) => {
            turn = closing.add(await startTurn(lan.machine('turn')), it => it.stop());
            return [`--confero.ice.turn.urls=${turn.url}?transport=udp,${turn.url}?transport=tcp`, `--confero.ice.turn.secret=${SECRET}`];
        });
        people = await Promise.all(['Ada', 'Ben'].map(name => scene.desktopComes(name)));
        await scene.company.well();
    });
    after(() => scene.close('drills-relay'));

    test('the call goes on by way of the TURN server over TCP', async () => {
        healed(await scene.drill('Nothing but TCP is let through any more, and only to servers', async () => {
            scene.part(...people);
            scene.lan.drop('udp', 'ip protocol udp');
        }), OTHER_WAY_MS);
        for (const person of people) {
            const [seen] = await person.heardOf();
            assert.deepEqual([seen.localCandidateType, seen.remoteCandidateType], ['relay', 'relay']);
        }
    });
});
