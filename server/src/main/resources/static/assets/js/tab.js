// What this tab keeps over a reload: a room's host key, and the stay in a room that a reloaded page goes on with. It is the
// tab's alone (sessionStorage) and gone with it: both are as good as a password.

const STAY = 'confero.stay';
const KEY = 'confero.key.';

/**
 * The lock of a page that is going is free a moment after the next page has begun. Whoever does not get it in this time is
 * a copy of a tab that is still open.
 */
const CLAIM_MS = 1_500;

/** A page that the browser says it loads again is no copy; a busy machine takes its time to clear the one before it away. */
const RELOAD_CLAIM_MS = 10_000;

/**
 * @typedef {object} Stay
 * @property {string} room
 * @property {string} name
 * @property {{session: string, secret: string, lastSeq: number}} resume
 * @property {{audio: boolean, video: boolean}} switches whether microphone and camera were wanted
 */

export class Tab {
    #storage;
    #locks;
    #patienceMs;
    #claims = new Map();

    /**
     * @param {Storage} storage the tab's
     * @param {LockManager} locks the browser's, shared by all tabs
     * @param {boolean} [reloaded] whether the browser loads this page again, in the place of one that was there
     */
    constructor(storage, locks, reloaded = false) {
        this.#storage = storage;
        this.#locks = locks;
        this.#patienceMs = reloaded ? RELOAD_CLAIM_MS : CLAIM_MS;
    }

    /** The stay in this room that the tab's earlier page has left; null when there is none. */
    stayIn(room) {
        const stay = readStay(this.#get(STAY));
        return stay !== null && stay.room === room ? stay : null;
    }

    /** @param {Stay} stay what a later page may go on with, in the place of any other */
    keep(stay) {
        this.#set(STAY, JSON.stringify(stay));
        this.claim(stay.resume.session);
    }

    /** There is nothing to go on with. */
    forget() {
        this.#set(STAY, null);
        this.#claims.forEach(claim => claim.release());
        this.#claims.clear();
    }

    /**
     * Makes a session this page's alone, until forget() or the page's end. A tab that was duplicated has its stay in both
     * copies: only one of them may go on with it.
     *
     * @returns {Promise<boolean>} false when another page has it
     */
    claim(session) {
        let claim = this.#claims.get(session);
        if (claim === undefined) {
            claim = this.#claim(session);
            this.#claims.set(session, claim);
        }
        return claim.held;
    }

    keyOf(room) {
        return this.#get(KEY + room);
    }

    keepKey(room, key) {
        this.#set(KEY + room, key);
    }

    #claim(session) {
        let release;
        const released = new Promise(resolve => (release = resolve));
        const held = new Promise(resolve => {
            this.#locks
                .request(`confero.session.${session}`, {signal: AbortSignal.timeout(this.#patienceMs)}, () => {
                    resolve(true);
                    return released;
                })
                .catch(() => {
                    this.#claims.delete(session);
                    resolve(false);
                });
        });
        return {held, release};
    }

    // Storage may be full or forbidden; then a reloaded page has to ask who one is, and nothing breaks.

    #get(key) {
        try {
            return this.#storage.getItem(key);
        } catch {
            return null;
        }
    }

    #set(key, value) {
        try {
            if (value === null) {
                this.#storage.removeItem(key);
            } else {
                this.#storage.setItem(key, value);
            }
        } catch {
            // it is not kept
        }
    }
}

/** Null for what is no stay: another version of this page may have written it. */
function readStay(text) {
    try {
        const {room, name, resume, switches} = JSON.parse(text);
        const texts = [room, name, resume.session, resume.secret];
        const flags = [switches.audio, switches.video];
        const sound =
            texts.every(each => typeof each === 'string') &&
            flags.every(each => typeof each === 'boolean') &&
            Number.isSafeInteger(resume.lastSeq);
        return sound ? {room, name, resume, switches} : null;
    } catch {
        return null;
    }
}
