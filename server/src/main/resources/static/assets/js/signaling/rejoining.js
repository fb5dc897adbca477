import {addressesAfter} from '../call/addresses.js';
import {connected, failed, lost, renewed, serverList} from '../call/server-list.js';

/**
 * When to ask the server again, and at which of its addresses; the twin of org.confero.desktop.conference.Rejoining. The rules are in
 * addresses.js and server-list.js.
 */
export class Rejoining {
    #home;
    #addresses;
    #servers = serverList(1);
    #random;
    #notBefore = 0;
    #stood = false;

    /**
     * @param {string} home the address that the page was opened under, as an origin
     * @param {() => number} random from 0 to less than 1
     */
    constructor(home, random) {
        this.#home = home;
        this.#addresses = [home];
        this.#random = random;
    }

    /** In use, or to be tried next. */
    get address() {
        return this.#addresses[this.#servers.at];
    }

    /** Whether a page that is loaded again, which begins at home, may go on: a secret that has gone under https does not go there without it. */
    get mayGoHome() {
        return this.#home.startsWith('https:') || !this.address.startsWith('https:');
    }

    /** The server in use has said at which addresses else its rooms are. */
    told(others) {
        this.#addresses = addressesAfter(this.address, [this.#home], others, Math.floor(this.#random() * 1000));
        this.#servers = renewed(this.#servers, this.#addresses.length);
    }

    /** The server asks for so many milliseconds, and it may be the whole server that is away meanwhile. */
    notFor(millis) {
        this.#notBefore = Date.now() + millis;
    }

    /** It is there, and we are where we want to be. */
    stands() {
        this.#stood = true;
        this.#servers = connected(this.#servers);
    }

    /**
     * How long to wait before the next try: not at all before the first one after a loss, and then longer every time.
     *
     * @param {number} atLeast what the server asked for as it said no
     * @returns {number} milliseconds
     */
    pause(atLeast) {
        const {next, millis} = this.#stood ? lost(this.#servers, 0) : failed(this.#servers, Math.floor(this.#random() * 1000));
        this.#servers = next;
        this.#stood = false;
        return Math.max(atLeast, this.#notBefore - Date.now(), millis);
    }
}
