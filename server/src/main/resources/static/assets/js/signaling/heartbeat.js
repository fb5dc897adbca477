import {SILENCE_MS} from '../protocol/limits.js';

/**
 * Who is in doubt waits for an answer as long as so many like the last one take, but not less or more milliseconds than these: to go on
 * with another socket is cheap.
 */
const DOUBT_ANSWERS = 4;
const SHORTEST_DOUBT_MS = 500;
const LONGEST_DOUBT_MS = 2_000;

/**
 * Says that we are there, and notices when the server is not. A browser slows the timers of a hidden page down to one run
 * a minute: then nothing was heard for long because nothing was asked. So silence counts only when a ping has had at
 * least one interval's time to be answered.
 */
export class Heartbeat {
    #interval;
    #patience;
    #ping;
    #silent;
    #heardAt = Date.now();
    #askedAt = null;
    #pingedAt = null;
    #beat = null;
    #watch = null;
    #doubt = null;

    /**
     * @param {number} interval milliseconds between pings
     * @param {number} welcome milliseconds that it took the server to welcome us
     * @param {() => void} ping sends one
     * @param {() => void} silent called once, when nothing came for 15 s, or too long for one in doubt
     */
    constructor(interval, welcome, ping, silent) {
        this.#interval = interval;
        this.#took(welcome);
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

    /** The answer to a ping came. */
    answered() {
        if (this.#pingedAt !== null) {
            this.#took(Date.now() - this.#pingedAt);
            this.#pingedAt = null;
        }
    }

    /** Something else on the network is out of reach, and so the server may be. */
    doubt() {
        if (this.#doubt === null) {
            this.#ask();
            this.#doubt = setTimeout(() => this.#end(), this.#patience);
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
        this.#pingedAt ??= Date.now();
        this.#ping();
    }

    #took(ms) {
        this.#patience = Math.min(LONGEST_DOUBT_MS, Math.max(SHORTEST_DOUBT_MS, DOUBT_ANSWERS * ms));
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
