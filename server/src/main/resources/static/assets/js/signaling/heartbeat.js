import {SILENCE_MS} from '../protocol/limits.js';

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

    /**
     * @param {number} interval milliseconds between pings
     * @param {() => void} ping sends one
     * @param {() => void} silent called once, when nothing came for 15 s
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
    }

    stop() {
        clearInterval(this.#beat);
        clearTimeout(this.#watch);
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
            this.stop();
            this.#silent();
        }
    }
}
