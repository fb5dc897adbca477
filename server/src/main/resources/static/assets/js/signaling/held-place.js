import {GRACE_MS} from '../protocol/limits.js';

/** The place of the page before this one, for as long as it may wait. */
export class HeldPlace {
    #since = null;
    #grace = GRACE_MS;

    /** Whether there is one that we have not got yet: what the room says until then is about links of the page before. */
    get isHeld() {
        return this.#since !== null;
    }

    /** Whether the server may still keep it. */
    get mayWait() {
        return this.isHeld && Date.now() - this.#since < this.#grace;
    }

    hold() {
        this.#since = Date.now();
    }

    /** @param {number} millis how long the server keeps it, as it says */
    waits(millis) {
        this.#grace = millis;
    }

    /** It is ours, or gone. */
    letGo() {
        this.#since = null;
    }
}
