// Calls by way of a real TURN server alone, with credentials that run out, between two desktops and Chromium.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {launch, SMALL} from '../harness/browsers.js';
import {Closing} from '../harness/closing.js';
import {startEngine} from '../harness/engine.js';
import {keepLogs} from '../harness/logs.js';
import {join} from '../harness/page.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {credential, SECRET, startTurn} from '../harness/turn.js';
import {until} from '../harness/until.js';

/** Two cores code six videos. */
const CAMERA = {width: 320, height: 180, frameRate: 15};
/** Long enough for a busy machine to make a link, short enough to be waited for. */
const LIFETIME_S = 20;
const RELAY_ONLY = `
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration) {
            super({...configuration, iceTransportPolicy: 'relay'});
        }

        setConfiguration(configuration) {
            super.setConfiguration({...configuration, iceTransportPolicy: 'relay'});
        }
    };`;

describe('participants who let nobody know their addresses', {timeout: 600_000}, () => {
    const closing = new Closing();
    let turn;
    let server;
    let room;
    let ada;
    let ben;
    let cleo;

    const engine = (where, to, name) => startEngine({server: where.url, room: to.id, name, args: ['--relay-only']});

    before(async () => {
        turn = closing.add(await startTurn(), it => it.stop());
    });
    after(async () => {
        await keepLogs('relay-only', {turn, server, ada, ben, cleo});
        await closing.close();
    });

    test('credentials that have run out or are forged give no relay', async () => {
        const ends = closing.add(new Closing(), it => it.close());
        const expired = `${Math.floor(Date.now() / 1000) - 60}:expired`;
        const forged = `${Math.floor(Date.now() / 1000) + 3600}:forged`;
        const settings = [
            // Of two servers at one address and transport engines take the first.
            [expired, credential(expired), 'udp'], [forged, credential(forged, 'another secret'), 'tcp'],
        ].flatMap(([username, password, transport], i) => [
            `--confero.ice.servers[${i}].urls=${turn.url}?transport=${transport}`,
            `--confero.ice.servers[${i}].username=${username}`,
            `--confero.ice.servers[${i}].credential=${password}`,
        ]);
        const server = ends.add(await startServer(settings), it => it.stop());
        const room = await makeRoom(server.url);
        const eve = ends.add(await engine(server, room, 'Eve'), it => it.stop());
        ends.add(await engine(server, room, 'Mallory'), it => it.stop());
        await until('refusals', () => new Set(turn.turnedAway()).size === 2);
        const seen = await until('report of Eve', () => eve.sees('Mallory'));
        assert.equal(seen.connected, false);
        assert.equal(seen.localCandidateType, null);
        assert.equal(seen.framesDecoded, 0);
        assert.ok(!turn.served().some(username => username === expired || username === forged));
        await ends.close();
    });

    test('two desktops call each other by the relay', async t => {
        server = closing.add(await startServer([
            `--confero.ice.turn.urls=${turn.url}`, `--confero.ice.turn.secret=${SECRET}`,
            `--confero.ice.turn.lifetime=${LIFETIME_S}s`,
        ]), it => it.stop());
        room = await makeRoom(server.url);
        ada = closing.add(await engine(server, room, 'Ada'), it => it.stop());
        ben = closing.add(await engine(server, room, 'Ben'), it => it.stop());
        for (const [one, other] of [[ada, 'Ben'], [ben, 'Ada']]) {
            await until(`relayed call of ${one.name}`, async () => {
                const seen = await one.sees(other);
                assert.deepEqual([seen.localCandidateType, seen.remoteCandidateType], ['relay', 'relay']);
                return seen.framesDecoded > 30;
            });
            t.diagnostic(`${one.name} sees ${(await one.sees(other)).framesPerSecond} frames/s`);
        }
    });

    test('so does a browser', async () => {
        const chromium = closing.add(await launch('chromium', {size: SMALL}), it => it.close());
        cleo = await join(chromium, room.link, 'Cleo', CAMERA, RELAY_ONLY);
        await until('relayed links of the page', async () => {
            const ways = await cleo.page.evaluate(waysOfLinks);
            assert.deepEqual(ways, [['relay', 'relay'], ['relay', 'relay']]);
            return true;
        });
        await until('picture of Cleo', async () => (await ada.sees('Cleo')).framesDecoded > 30);
        await until('picture of Ada', async () => await cleo.decodedPerSecond('Ada') > 0);
    });

    test('links that look for new ways do so with credentials that are still good', async () => {
        const refused = turn.turnedAway().length;
        const first = new Map(turn.served().map(username => username.split(':').reverse()));
        assert.equal(first.size, 3);
        const renewed = await until('renewed credentials of the page', () =>
            cleo.page.evaluate(usernameOfLinks, [...first.values()]));
        // The others are told at moments of their own.
        await until('relays on new credentials for everybody', async () => {
            await cleo.restartIceAt(Date.now());
            return until('such relays', () => {
                const newest = new Map(turn.served().map(username => username.split(':').reverse()));
                assert.deepEqual([...newest].filter(([id, expiry]) => Number(expiry) <= Number(first.get(id))), []);
                return turn.served().includes(renewed);
            }, 5_000);
        });
        const before = (await ada.sees('Cleo')).framesDecoded;
        await until('picture of Cleo that goes on', async () => (await ada.sees('Cleo')).framesDecoded > before + 30);
        assert.equal(turn.turnedAway().length, refused);
    });
});

/** In the page: the types of candidates that each link uses, [one's own, the other's]. */
async function waysOfLinks() {
    return Promise.all(window.probe.connections().map(async connection => {
        const stats = await connection.getStats();
        const transport = [...stats.values()].find(each => each.type === 'transport');
        const pair = stats.get(transport?.selectedCandidatePairId);
        return [stats.get(pair?.localCandidateId)?.candidateType, stats.get(pair?.remoteCandidateId)?.candidateType];
    }));
}

/** In the page: the user name of all links, once none of them has one of those that expire then. */
function usernameOfLinks(expiries) {
    const names = window.probe.connections().map(connection => connection.getConfiguration().iceServers[0].username);
    return names.every(name => name === names[0] && !expiries.includes(name.split(':')[0])) && names[0];
}
