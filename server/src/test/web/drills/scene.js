// A server and people on a network of the test's own, and what can happen to them.
import assert from 'node:assert/strict';
import {Closing} from '../harness/closing.js';
import {Lan} from '../harness/lan.js';
import {keepLogs} from '../harness/logs.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {SECRET, startTurn} from '../harness/turn.js';
import {until} from '../harness/until.js';
import {chromium} from './chromium.js';
import {Company} from './company.js';
import {desktop} from './desktop.js';
import {Table} from './table.js';

const PORT = 8080;
const ROOM = 'drills';

export const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1_000));

export class Scene {
    company = new Company();
    #closing = new Closing();
    #table;
    #settings = [];
    /** The server's machine. */
    house;
    #server;
    #sound;
    #parts = {};
    #relay = null;
    /** There is one where {@link #open} was told so. */
    turn = null;

    /** @param {string} title of its table */
    constructor(title) {
        this.#table = new Table(title);
    }

    /** @param {{turn?: boolean}} [options] whether there is a TURN server, too */
    async open({turn = false} = {}) {
        this.lan = this.#closing.add(new Lan(), it => it.close());
        this.house = this.lan.machine('server');
        this.#sound = this.#closing.add(await startSound(), it => it.stop());
        if (turn) {
            this.#relay = this.lan.machine('turn');
            this.turn = this.#closing.add(await startTurn(this.#relay), it => it.stop());
            const urls = [`${this.turn.url}?transport=udp`, `${this.turn.url}?transport=tcp`, `${this.turn.tlsUrl}?transport=tcp`];
            this.#settings = [`--confero.ice.turn.urls=${urls}`, `--confero.ice.turn.secret=${SECRET}`];
        }
        this.#closing.add(null, () => this.#server.stop());
        await this.serverStarts();
    }

    /** Somebody at a desktop comes into the room. */
    desktopComes(name) {
        const args = this.turn === null ? [] : ['--any-turn-certificate'];
        return this.#comes(name, machine => desktop(machine, this.url, ROOM, name, this.#sound.env, args));
    }

    /** Somebody in Chromium comes into the room. */
    chromiumComes(name) {
        return this.#comes(name, async machine => {
            const args = this.turn === null ? [] : [await this.turn.trust()];
            return chromium(machine, `${this.url}/${ROOM}`, name, this.#sound.env, args);
        });
    }

    async #comes(name, enter) {
        const person = this.company.add(await enter(this.lan.machine(name)));
        this.#parts[name] = person;
        return this.#closing.add(person, it => it.stop());
    }

    /** They leave in good order, and everybody sees it. */
    async leaves(person) {
        await person.stop();
        this.company.remove(person);
        await this.company.well();
    }

    get url() {
        return this.#server.url;
    }

    serverDies() {
        return this.#server.crash();
    }

    async serverStarts() {
        this.#server = await startServer(this.#settings, PORT, this.house);
        this.#parts.server = this.#server;
    }

    /** Fails when anybody could connect to it. */
    serverIsAway() {
        const [first] = this.company.people;
        assert.ok(!first.machine.reaches(this.house.address, PORT), 'the server is not away');
    }

    everybodyIsServed() {
        return until('everybody at the server', async () =>
            (await Promise.all(this.company.people.map(person => person.isServed()))).every(Boolean));
    }

    /** Nothing passes between them and the server. */
    cutSockets() {
        const {address} = this.house;
        this.lan.firewall.drop('sockets', [`ip daddr ${address}`, `ip saddr ${address}`]);
    }

    nobodyIsServed() {
        return until('people without a server', async () =>
            !(await Promise.all(this.company.people.map(person => person.isServed()))).some(Boolean));
    }

    /** How long it takes from one to the other and back, as each of them measures it. */
    async roundTrips(one, other) {
        const ways = [[one, other], [other, one]].map(async ([from, to]) =>
            (await from.heardOf()).find(each => each.name === to.name).roundTripMs);
        return Promise.all(ways);
    }

    /** Nothing passes between the two, nor by a TURN server. */
    part(one, other) {
        const machines = [one.machine, other.machine, ...this.turn === null ? [] : [this.#relay]];
        this.lan.firewall.drop('pair', [among(machines)]);
    }

    /** Nothing passes between any two but what a TURN server carries. */
    partAll() {
        this.lan.firewall.drop('parted', [among(this.company.people.map(person => person.machine))]);
    }

    /** So many of a hundred packets get lost on the cable of one, either way. */
    lose(person, percent) {
        const {port} = person.machine;
        this.lan.firewall.drop('loss', ['iifname', 'oifname'].map(way => `${way} ${port}`), percent);
    }

    async drill(what, fault, pair) {
        const outcome = this.#table.add(await this.company.suffer(what, fault, pair));
        process.stdout.write(`${what}: ${outcome.gaps.join('; ')}\n`);
        assert.deepEqual([outcome.lost, outcome.repeated], [0, 0], 'chat messages lost and repeated');
        return outcome;
    }

    /** @param {string} name of the folder for what everybody has said */
    async close(name) {
        await this.#table.publish();
        await keepLogs(name, this.#parts);
        await this.#closing.close();
    }
}

/** What nftables calls everything that goes from one of these machines to another, whatever addresses they have. */
function among(machines) {
    const ports = `{ ${machines.map(machine => machine.port).join(', ')} }`;
    return `meta protocol ip iifname ${ports} oifname ${ports}`;
}
