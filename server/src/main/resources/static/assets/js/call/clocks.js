import {CHAT_AUTHORS} from '../protocol/limits.js';
import {answered, ask, begun, isDue, opened, toOurs} from './clock.js';

/** The clocks of those in the call, by their client keys, also when they have gone: what they have said is still shown. The rules are in clock.js. */
export class Clocks {
    #world;
    #send;
    #clocks = new Map();
    #open = new Set();

    /**
     * @param {World} world
     * @param {(key: string, message: object) => void} send a control message
     */
    constructor(world, send) {
        this.#world = world;
        this.#send = send;
    }

    /** A channel has opened, and its other side has said hello. */
    opened(key) {
        const now = this.#world.now();
        const known = this.#clocks.get(key);
        // Of many, those go whose channel was opened first.
        this.#clocks.delete(key);
        this.#clocks.set(key, known === undefined ? begun(now) : opened(known, now));
        if (this.#clocks.size > CHAT_AUTHORS) {
            const [oldest] = this.#clocks.keys();
            this.#clocks.delete(oldest);
        }
        this.#open.add(key);
        this.tick();
    }

    closed(key) {
        this.#open.delete(key);
    }

    /** Has to be called about once a second. */
    tick() {
        const now = this.#world.now();
        for (const [key, clock] of this.#clocks) {
            if (this.#open.has(key) && isDue(clock, now)) {
                const date = this.#world.date();
                this.#clocks.set(key, ask(clock, now, date));
                this.#send(key, {type: 'clock', asked: date});
            }
        }
    }

    /** Their answer to a question of ours. */
    heard(key, message) {
        const clock = this.#clocks.get(key);
        if (clock !== undefined) {
            const {asked, answered: theirs} = message;
            this.#clocks.set(key, answered(clock, asked, theirs, this.#world.now(), this.#world.date()));
        }
    }

    /** What was the time by our clock when it was this by theirs. */
    toOurs(key, date) {
        const clock = this.#clocks.get(key);
        return clock === undefined ? date : toOurs(clock, date);
    }
}
