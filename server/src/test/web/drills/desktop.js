// A desktop client without a window on a machine of its own.
import {startEngine} from '../harness/engine.js';

/** Small pictures: what is measured is whether they come. */
const SHOWN = '160x90';

/**
 * @param {object} env of a sound server
 * @param {string[]} [args] more options
 * @returns {Promise<Desktop>} somebody for a company, once in the room
 */
export async function desktop(machine, server, room, name, env, args = []) {
    const engine = await startEngine({
        server, room, name, args: ['--show', SHOWN, ...args], within: machine.within, pictures: false, env,
    });
    return new Desktop(engine, machine);
}

class Desktop {
    #engine;

    constructor(engine, machine) {
        this.#engine = engine;
        this.machine = machine;
        this.name = engine.name;
    }

    say(text) {
        this.#engine.order(`say ${text}`);
    }

    mute() {
        this.#engine.order('mute');
    }

    renegotiate() {
        this.#engine.order('renegotiate');
    }

    /** From now on it tells of gaps that are not over yet, and of later ones. */
    measureAnew() {
        this.#engine.order('measure');
    }

    /** Whether its socket is up. */
    async isServed() {
        return (await this.#engine.report()).server === 'connected';
    }

    async heardOf() {
        const {participants} = await this.#engine.report();
        return participants.filter(each => each.link !== null);
    }

    async chat() {
        return (await this.#engine.report()).chat;
    }

    output() {
        return this.#engine.output();
    }

    stop() {
        return this.#engine.stop();
    }
}
