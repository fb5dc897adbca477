import {ACKNOWLEDGED_AT_ONCE} from '../protocol/limits.js';

// More than a server would take without a word in between; beyond it the session is given up for a new one.
const MOST_KEPT = 1024;

/** What is not said again. */
const PASSING = new Set(['ping', 'ack']);

/**
 * What we know of our session over all its sockets: how to go on with it, and what we said that the server may not have
 * heard. PROTOCOL.md, "Life of a session"; the twin of org.confero.desktop.signaling.Standing.
 */
export class Standing {
    #session = null;
    #lastSeq = 0;
    #acknowledged = 0;
    #count = 0;
    #said = [];

    /** For hello: null when there is nothing to go on with. */
    get resume() {
        return this.#session === null ? null : {...this.#session, lastSeq: this.#lastSeq};
    }

    /** Goes on with the session of an earlier page. */
    take({session, secret, lastSeq}) {
        this.#session = {session, secret};
        this.#lastSeq = lastSeq;
        this.#acknowledged = lastSeq;
    }

    /** The next socket begins a new session. */
    forget() {
        this.#session = null;
        this.#said = [];
    }

    /**
     * @param {object} welcome the server's
     * @returns {object[]} what has to be said again, in order
     */
    welcomed({session, secret, resumed, received}) {
        this.#count = received;
        if (resumed === 'none') {
            this.#lastSeq = 0;
            this.#acknowledged = 0;
            this.#said = [];
        }
        this.#taken(received);
        const again = this.#said.map(({message}) => message);
        this.#said = [];
        this.#session = {session, secret};
        return again;
    }

    /** Before it is sent, or kept for the next socket. */
    say(message) {
        this.#count += 1;
        if (!PASSING.has(message.type)) {
            this.#said.push({number: this.#count, message});
        }
        if (this.#said.length > MOST_KEPT) {
            this.forget();
        }
    }

    heard(message) {
        if (message.type === 'pong') {
            this.#taken(message.received);
        } else if (message.type !== 'welcome' && message.seq !== undefined) {
            this.#lastSeq = message.seq;
        }
    }

    /** Whether so much is not acknowledged that it should not wait for the next ping. */
    get isAckDue() {
        return this.#lastSeq - this.#acknowledged >= ACKNOWLEDGED_AT_ONCE;
    }

    /** What is to be acknowledged; null when nothing is new. */
    ack() {
        if (this.#lastSeq === this.#acknowledged) {
            return null;
        }
        this.#acknowledged = this.#lastSeq;
        return {type: 'ack', seq: this.#lastSeq};
    }

    #taken(received) {
        this.#said = this.#said.filter(({number}) => number > received);
    }
}
