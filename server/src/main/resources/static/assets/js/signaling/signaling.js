import {mayPass, refused} from '../call/asker.js';
import {VERSION} from '../protocol/limits.js';
import {encodeClient} from '../protocol/messages.js';
import {HeldPlace} from './held-place.js';
import {Orders} from './orders.js';
import {probe} from './probe.js';
import {Rejoining} from './rejoining.js';
import {openSocket, sendBeacon, socketOf} from './sockets.js';
import {Standing} from './standing.js';
import {Wire} from './wire.js';

const CLIENT = {name: 'confero-web', version: VERSION};

/** A socket that has not let us into the room by then is given up. */
const JOIN_TIMEOUT_MS = 10_000;

/** A page that is loaded again is gone by then. */
const REST_MS = 3_000;

/** With which we close what we want to go on elsewhere; 1000 would end the session. PROTOCOL.md, "Life of a session". */
const GOING_ON = 4000;

/** In which one may speak. */
const WELCOMED = new Set(['holding', 'joining', 'waiting', 'in']);

/** In which an error that answers no order changes nothing. */
const UNTROUBLED = new Set(['holding', 'waiting']);

/** What may come while one is on the way and means nothing yet. */
const TOLERATED = new Set(['pong', 'left', 'ice-servers', 'closing']);

const END_CODES = new Map([
    ['host', 'ended'],
    ['deleted', 'deleted'],
    ['expired', 'expired'],
]);

const CLOSE_CODES = new Map([
    [1001, 'unavailable'],
    [1011, 'unavailable'],
    [1012, 'unavailable'],
    [1013, 'unavailable'],
    [4004, 'too-many-requests'],
]);

/**
 * The way to the server: joins, keeps the socket alive, and after a loss goes on with the session, or, where the server
 * knows of none, joins again as a new participant, until told to leave. The first attempt is different: when it fails, the
 * person is told why and asked.
 *
 * The listener is called with: connected() before joined and when the session goes on; waiting() at the door;
 * reconnecting(); message(m) for joined, participant-*, signal and what hosts hear; refused(code, detail, retryAfter) when
 * there is no more to try, after which nothing follows; shutOut(code, detail, retryAfter) instead of it when we were in the
 * room, lost the server and are not let in again: our links need not end. Besides the protocol's codes and those of probe.js there are
 * removed, denied (at the door), and ended, deleted and expired (the room).
 */
export class Signaling {
    #rejoining;
    #listener;
    #open;
    #why;
    #beacon;
    #awayIsGoodbye;
    #join = null;
    #standing = new Standing();
    #wire = null;
    #timer = null;
    #moving = null;
    #requests = 0;
    #orders = new Orders();
    #place = null;
    #held = new HeldPlace();
    #phase = 'idle';

    /**
     * @param {string} home the server's address as an origin; sessions may go on at others that it tells
     * @param {object} listener
     * @param {object} [world] awayIsGoodbye: whether the browser does not tell a page that it is only loaded again; open, why,
     *     random and beacon, for tests
     */
    constructor(home, listener, world = {}) {
        const {awayIsGoodbye = false, open = openSocket, why = probe, random = Math.random, beacon = sendBeacon} = world;
        this.#rejoining = new Rejoining(home, random);
        this.#listener = listener;
        this.#open = open;
        this.#why = why;
        this.#beacon = beacon;
        this.#awayIsGoodbye = awayIsGoodbye;
    }

    /** How a later page could go on with this session; null while there is none. */
    get resume() {
        return this.#rejoining.mayGoHome ? this.#standing.resume : null;
    }

    /**
     * Goes on with the session of an earlier page, at once, so that it does not run out while the person looks at the start
     * screen. What the room says is not listened to: join() follows and tells everything anew.
     */
    hold(resume) {
        this.#held.hold();
        this.#standing.take(resume);
        this.#connect();
    }

    /**
     * Starts, or goes on from hold().
     *
     * @param {{room: string, name: string, state: object, passcode?: string, key?: string, token?: string}} join
     */
    join(join) {
        this.#join = join;
        if (this.#phase === 'holding') {
            this.#ask();
        } else if (this.#phase === 'idle') {
            this.#connect();
        }
    }

    /** What the others are told of our microphone and camera from now on, also after a reconnect. */
    setState(state) {
        if (JSON.stringify(state) === JSON.stringify(this.#join.state)) {
            return;
        }
        this.#join = {...this.#join, state};
        if (this.#place !== null) {
            this.#say({type: 'state', state});
        }
    }

    /** For the history of calls: how the link to somebody was (tally.js), if it was. Of no use later, so not kept. */
    tellQuality(peer, quality) {
        if (quality !== null && this.#place === 'room' && this.#isOpen) {
            this.#say({type: 'quality', peer, ...quality});
        }
    }

    /** For one other participant; kept for the next socket while there is none. */
    signal(to, data) {
        if (this.#place === 'room') {
            this.#say({type: 'signal', to, data});
        }
    }

    /**
     * A host's word.
     *
     * @param {string} action one of the protocol's
     * @param {string} [target] a participant's id
     * @returns {Promise<{ok: true} | {ok: false, code: string, detail?: string}>} once the server has answered
     */
    moderate(action, target) {
        if (this.#place !== 'room' || this.#phase === 'ended') {
            return Promise.resolve({ok: false, code: 'not-joined'});
        }
        const id = this.#nextRequest();
        const answer = this.#orders.give(id);
        this.#say({type: 'moderate', id, action, ...(target === undefined ? {} : {target})});
        return answer;
    }

    /** Tells the server at once and ends; nothing more is heard. */
    leave() {
        if (this.#place !== null && this.#isOpen) {
            this.#say({type: 'leave'});
        }
        this.#end();
    }

    /**
     * The page is going: what it still writes to its socket may not arrive, so a beacon says it. The socket is left to the
     * browser: closing it in good order would end the session at once, and a page that is only loaded again wants it back.
     */
    farewell() {
        const {resume} = this.#standing;
        if (resume !== null && this.#phase !== 'ended') {
            this.#beacon(this.#rejoining.address, encodeClient({type: 'hello', client: CLIENT, resume}));
        }
    }

    /** The socket is given up for that of the next page. When none comes, as the page stays, there is another one after a while. */
    rest() {
        if (this.#place !== null && this.#isOpen) {
            this.#tryAgain(REST_MS);
        }
    }

    /** The network is back, or another one: does not wait for the rest of a pause, nor for a socket to be silent for long. */
    hurry() {
        if (this.#phase === 'pausing') {
            this.#connect();
        } else {
            this.doubt();
        }
    }

    /** Something else on the network is out of reach, and so the server may be. */
    doubt() {
        this.#wire?.doubt();
    }

    #connect() {
        clearTimeout(this.#timer);
        this.#phase = 'opening';
        this.#timer = setTimeout(() => this.#lost(null), JOIN_TIMEOUT_MS);
        this.#wire = new Wire(this.#open(socketOf(this.#rejoining.address)), {
            opened: () => this.#hello(),
            heard: message => this.#hear(message),
            misheard: code => this.#misheard(code),
            beat: () => this.#beat(),
            lost: code => this.#lost(code),
        });
    }

    #hello() {
        this.#phase = 'greeting';
        this.#wire.greet({type: 'hello', client: CLIENT, resume: this.#standing.resume, awayIsGoodbye: this.#awayIsGoodbye});
    }

    #hear(message) {
        this.#standing.heard(message);
        if (message.type === 'closing') {
            this.#askedAway(message.reconnectAfter);
        } else if (this.#phase === 'in') {
            this.#inRoom(message);
        } else {
            this.#onTheWay(message);
        }
        if (this.#standing.isAckDue) {
            this.#acknowledge();
        }
    }

    // The server goes away, and tells each of us a time of its own to come again, there or where another stands in.
    #askedAway(after) {
        this.#rejoining.notFor(after);
        clearTimeout(this.#moving);
        this.#moving = setTimeout(() => this.#move(), after);
    }

    #move() {
        if (this.#place !== null) {
            this.#letGo();
            this.#listener.reconnecting();
            this.#connect();
        }
    }

    #misheard(code) {
        if (this.#phase === 'greeting' && this.#place !== null) {
            // Something on the way answers in the place of the server, which may come back.
            this.#tryAgain(0);
        } else if (this.#phase === 'greeting') {
            this.#refuse('not-confero');
        } else {
            console.warn(`A message of the server's was not understood: ${code}`);
        }
    }

    #onTheWay(message) {
        switch (message.type) {
            case 'welcome':
                this.#welcomed(message);
                break;
            case 'removed':
                this.#refuse(this.#place === 'door' ? 'denied' : 'removed');
                break;
            case 'ended':
                this.#refuse(END_CODES.get(message.reason));
                break;
            case 'waiting':
            case 'joined':
                if (this.#isForUs(message)) {
                    this.#enter(message);
                }
                break;
            case 'error':
                this.#notLetIn(message);
                break;
            default:
                if (!TOLERATED.has(message.type) && !this.#held.isHeld) {
                    this.#misheard('bad-message');
                }
        }
    }

    /** Whoever comes back hears of the place that they had before they hear of the one that they asked for. */
    #isForUs({ref}) {
        return !this.#held.isHeld || (this.#phase === 'joining' && ref === String(this.#requests));
    }

    #enter(message) {
        this.#held.letGo();
        if (message.type === 'waiting') {
            this.#stay('door');
        } else {
            this.#stay('room');
            this.#listener.message(message);
        }
    }

    #welcomed(welcome) {
        this.#rejoining.told(welcome.server.addresses ?? []);
        this.#held.waits(welcome.grace);
        const again = this.#standing.welcomed(welcome);
        this.#wire.welcomed(welcome.heartbeat);
        if (welcome.resumed === 'none') {
            this.#orders.settleAll();
        }
        if (this.#join === null) {
            clearTimeout(this.#timer);
            this.#phase = 'holding';
            this.#rejoining.stands();
        } else if (welcome.resumed === 'none' || this.#place === null) {
            if (welcome.resumed === 'none') {
                this.#held.letGo();
            }
            this.#ask();
        } else {
            this.#phase = 'joining';
            again.forEach(message => this.#say(message));
            this.#stay(this.#place);
        }
    }

    #ask() {
        this.#phase = 'joining';
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#lost(null), JOIN_TIMEOUT_MS);
        this.#say({type: 'join', id: this.#nextRequest(), ...this.#join});
    }

    #nextRequest() {
        this.#requests += 1;
        return String(this.#requests);
    }

    #stay(place) {
        clearTimeout(this.#timer);
        this.#place = place;
        this.#rejoining.stands();
        if (place === 'room') {
            this.#phase = 'in';
            this.#listener.connected();
        } else {
            this.#phase = 'waiting';
            this.#listener.waiting();
        }
    }

    #beat() {
        this.#acknowledge();
        this.#say({type: 'ping'});
    }

    #acknowledge() {
        const ack = this.#standing.ack();
        if (ack !== null) {
            this.#say(ack);
        }
    }

    #notLetIn({ref, code, detail, retryAfter}) {
        if (this.#orders.settle(ref, {ok: false, code, detail}) || UNTROUBLED.has(this.#phase)) {
            return;
        }
        if (this.#phase === 'greeting' && this.#standing.resume !== null && mayPass(code, retryAfter)) {
            // Whether the session goes on is not known at the moment, and so it may.
            this.#tryAgain(retryAfter ?? 0);
            return;
        }
        switch (refused(this.#asker, code, retryAfter)) {
            case 'ask-again':
                this.#tryAgain(retryAfter ?? 0);
                break;
            case 'begin-anew':
                this.#standing.forget();
                this.#tryAgain(retryAfter ?? 0);
                break;
            case 'leave-first':
                this.#say({type: 'leave'});
                this.#askByTheDoor();
                break;
            case 'by-the-door':
                this.#askByTheDoor();
                break;
            case 'shut-out':
                this.#end();
                this.#place = null;
                this.#standing.forget();
                this.#listener.shutOut(code, detail, retryAfter);
                break;
            default:
                this.#refuse(code, detail, retryAfter);
        }
    }

    /** For asker.js. */
    get #asker() {
        if (this.#place === null) {
            return this.#held.mayWait ? 'returning' : 'newcomer';
        }
        return this.#place === 'room' ? 'in-room' : 'at-door';
    }

    #askByTheDoor() {
        this.#held.letGo();
        this.#ask();
    }

    #inRoom(message) {
        switch (message.type) {
            case 'done':
                this.#orders.settle(message.ref, {ok: true});
                break;
            case 'error':
                if (!this.#orders.settle(message.ref, {ok: false, code: message.code, detail: message.detail})) {
                    // Somebody left while we wrote to them, or the like: the roster says the same in a moment.
                    console.warn(`The server did not do what was asked: ${message.code}`);
                }
                break;
            case 'removed':
                this.#refuse('removed');
                break;
            case 'ended':
                this.#refuse(END_CODES.get(message.reason));
                break;
            case 'waiting':
                this.#stay('door');
                break;
            case 'pong':
            case 'left':
                break;
            default:
                this.#listener.message(message);
        }
    }

    async #lost(closeCode) {
        if (this.#place !== null || this.#join === null || this.#held.mayWait) {
            if (this.#phase === 'joining' && !this.#held.isHeld) {
                // Whether we are in is not known, so that session is of no use.
                this.#standing.forget();
            }
            this.#tryAgain(0);
            return;
        }
        this.#letGo();
        const code = CLOSE_CODES.get(closeCode) ?? (await this.#why(socketOf(this.#rejoining.address)));
        if (this.#phase !== 'ended' && this.#wire === null) {
            this.#refuse(code);
        }
    }

    #tryAgain(atLeast) {
        this.#letGo();
        this.#phase = 'pausing';
        this.#timer = setTimeout(() => this.#connect(), this.#rejoining.pause(atLeast));
        this.#listener.reconnecting();
    }

    #refuse(code, detail, retryAfter) {
        this.#end();
        this.#listener.refused(code, detail, retryAfter);
    }

    #end() {
        this.#phase = 'ended';
        this.#letGo();
        this.#orders.settleAll();
    }

    #letGo() {
        clearTimeout(this.#timer);
        clearTimeout(this.#moving);
        const wire = this.#wire;
        this.#wire = null;
        wire?.close(this.#phase === 'ended' || this.#standing.resume === null ? 1000 : GOING_ON);
    }

    get #isOpen() {
        return WELCOMED.has(this.#phase);
    }

    /** Now, or on the session's next socket. */
    #say(message) {
        this.#standing.say(message);
        if (this.#isOpen) {
            this.#wire.say(message);
        }
    }
}
