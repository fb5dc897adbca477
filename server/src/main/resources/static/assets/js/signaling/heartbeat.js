import {SILENCE_MS} from '../protocol/limits.js';

/** Who is in doubt waits so many milliseconds for an answer: a second has many round trips, and to go on with another socket is cheap. */
const DOUBT_MS = 1_000;

/**
 * Says that we are there, and notices when the server is not. A browser slows the timers of a hidden page down to one run
 * a minute: then nothing was heard for long because nothing was asked. So silence counts only when a ping has had at
 * least one interval's time to be answered.
 */
export class Heartbeat {
    #interval;
    #ping;
    #silent;
    #heardAt = Date.now();
    #askedAt = null;
    #beat = null;
    #watch = null;
    #doubt = null;

    /**
     * @param {number} interval milliseconds between pings
     * @param {() => void} ping sends one
     * @param {() => void} silent called once, when nothing came for 15 s, or for a second of doubt
     */
    constructor(interval, ping, silent) {
        this.#interval = interval;
        this.#ping = ping;
        this.#silent = silent;
        this.#beat = setInterval(() => this.#ask(), interval);
        this.#watchFor(SILENCE_MS);
    }

    /** Anything came. */
    heard() {
        this.#heardAt = Date.now();
        this.#askedAt = null;
        clearTimeout(this.#doubt);
        this.#doubt = null;
    }

    /** Something else on the network is out of reach, and so the server may be. */
    doubt() {
        if (this.#doubt === null) {
            this.#ask();
            this.#doubt = setTimeout(() => this.#end(), DOUBT_MS);
        }
    }

    stop() {
        clearInterval(this.#beat);
        clearTimeout(this.#watch);
        clearTimeout(this.#doubt);
    }

    #end() {
        this.stop();
        this.#silent();
    }

    #ask() {
        this.#askedAt ??= Date.now();
        this.#ping();
    }

    #watchFor(time) {
        this.#watch = setTimeout(() => this.#check(), time);
    }

    #check() {
        const now = Date.now();
        const silence = SILENCE_MS - (now - this.#heardAt);
        const answer = this.#askedAt === null ? this.#interval : this.#interval - (now - this.#askedAt);
        const left = Math.max(silence, answer);
        if (left > 0) {
            this.#watchFor(left);
        } else {
            this.#end();
        }
    }
}
