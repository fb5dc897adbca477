// A server and people on a network of the test's own, and what can happen to them.
import assert from 'node:assert/strict';
import {Closing} from '../harness/closing.js';
import {Lan} from '../harness/lan.js';
import {keepLogs} from '../harness/logs.js';
import {startServer} from '../harness/server.js';
import {startSound} from '../harness/sound.js';
import {until} from '../harness/until.js';
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
    #house;
    #server;
    #sound;
    #parts = {};

    /** @param {string} title of its table */
    constructor(title) {
        this.#table = new Table(title);
    }

    /** @param {(lan: Lan) => Promise<string[]>} [prepare] gives more of the server's settings */
    async open(prepare = async () => []) {
        this.lan = this.#closing.add(new Lan(), it => it.close());
        this.#house = this.lan.machine('server');
        this.#sound = this.#closing.add(await startSound(), it => it.stop());
        this.#settings = await prepare(this.lan, this.#closing);
        this.#closing.add(null, () => this.#server.stop());
        await this.serverStarts();
    }

    /** Somebody at a desktop comes into the room. */
    async desktopComes(name) {
        return this.comes(name, machine => desktop(machine, this.url, ROOM, name, this.#sound.env));
    }

    /** @param {(machine: object) => Promise<object>} enter gives somebody who is in the room */
    async comes(name, enter) {
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

    get link() {
        return `${this.url}/${ROOM}`;
    }

    get sound() {
        return this.#sound;
    }

    serverDies() {
        return this.#server.crash();
    }

    async serverStarts() {
        this.#server = await startServer(this.#settings, PORT, this.#house);
        this.#parts.server = this.#server;
    }

    everybodyIsServed() {
        return until('everybody at the server', async () =>
            (await Promise.all(this.company.people.map(person => person.isServed()))).every(Boolean));
    }

    /** Nothing passes between them and the server. */
    cutSockets() {
        const {address} = this.#house;
        this.lan.drop('sockets', `ip daddr ${address}`, `ip saddr ${address}`);
    }

    /** Nothing passes between the two. */
    part(one, other) {
        this.lan.drop('pair', ...[[one, other], [other, one]].map(
            ([from, to]) => `ip saddr ${from.machine.address} ip daddr ${to.machine.address}`));
    }

    /** So many of a hundred packets get lost on the cable of one, either way. */
    lose(person, percent) {
        const {port} = person.machine;
        this.lan.drop('loss', ...['iifname', 'oifname'].map(way => `${way} ${port} numgen random mod 100 < ${percent}`));
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
