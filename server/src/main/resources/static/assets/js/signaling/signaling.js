import {HEARTBEAT_MS, SUBPROTOCOL, VERSION} from '../protocol/limits.js';
import {decodeServer, encodeClient} from '../protocol/messages.js';
import {backoff} from './backoff.js';
import {Heartbeat} from './heartbeat.js';
import {probe} from './probe.js';
import {Standing} from './standing.js';

const CLIENT = {name: 'confero-web', version: VERSION};

/** A socket that has not let us into the room by then is given up. */
const JOIN_TIMEOUT_MS = 10_000;

/** What the server says when it may say otherwise in a moment. */
const PASSING = new Set(['unavailable', 'too-many-requests', 'internal']);

const CLOSE_CODES = new Map([
    [1001, 'unavailable'],
    [1011, 'unavailable'],
    [1012, 'unavailable'],
    [1013, 'unavailable'],
    [4004, 'too-many-requests'],
]);

/**
 * The way to the server: joins, keeps the socket alive, and after a loss goes on with the session, or, where the server
 * knows of none, joins again as a new participant, until told to leave. The first attempt is different: when it fails, the person is told why and asked.
 *
 * The listener is called with: connected() before joined and when the
 * session goes on; waiting() at the door; reconnecting(); message(m) for joined, participant-* and
 * signal; refused(code, detail) when there is no more to try, after which nothing follows.
 */
export class Signaling {
    #url;
    #listener;
    #open;
    #why;
    #random;
    #beacon;
    #join;
    #standing = new Standing();
    #socket = null;
    #heartbeat = null;
    #timer = null;
    #failures = 0;
    #requests = 0;
    #wasIn = false;
    #phase = 'idle';

    /**
     * @param {URL} url of the socket
     * @param {object} listener
     * @param {object} [world] open, why, random and beacon, for tests
     */
    constructor(url, listener, {open = openSocket, why = probe, random = Math.random, beacon = sendBeacon} = {}) {
        this.#url = url;
        this.#listener = listener;
        this.#open = open;
        this.#why = why;
        this.#random = random;
        this.#beacon = beacon;
    }

    /** Starts. */
    join({room, name, state}) {
        this.#join = {room, name, state};
        this.#connect();
    }

    /** What the others are told of our microphone and camera from now on, also after a reconnect. */
    setState(state) {
        if (JSON.stringify(state) === JSON.stringify(this.#join.state)) {
            return;
        }
        this.#join = {...this.#join, state};
        if (this.#wasIn) {
            this.#say({type: 'state', state});
        }
    }

    /** For one other participant; kept for the next socket while there is none. */
    signal(to, data) {
        if (this.#wasIn) {
            this.#say({type: 'signal', to, data});
        }
    }

    /** Tells the server at once and ends; nothing more is heard. */
    leave() {
        if (this.#phase === 'in') {
            this.#say({type: 'leave'});
        }
        this.#end();
    }

    /** The same when the page is going: what it still writes to its socket may not arrive. */
    farewell() {
        const {resume} = this.#standing;
        if (resume !== null) {
            this.#beacon(encodeClient({type: 'hello', client: CLIENT, resume}));
        }
        this.leave();
    }

    /** The network is back: do not wait for the rest of the pause. */
    hurry() {
        if (this.#phase === 'pausing') {
            this.#connect();
        }
    }

    #connect() {
        clearTimeout(this.#timer);
        this.#phase = 'opening';
        const socket = this.#open(this.#url);
        this.#socket = socket;
        this.#timer = setTimeout(() => this.#lost(socket, null), JOIN_TIMEOUT_MS);
        const mine = handle => event => socket === this.#socket && handle(event);
        socket.addEventListener('open', mine(() => this.#hello()));
        socket.addEventListener('message', mine(event => this.#hear(event.data)));
        socket.addEventListener('close', mine(event => this.#lost(socket, event.code)));
    }

    #hello() {
        this.#phase = 'greeting';
        this.#transmit({type: 'hello', client: CLIENT, resume: this.#standing.resume});
    }

    #hear(frame) {
        this.#heartbeat?.heard();
        const decoded = decodeServer(frame);
        if (!decoded.ok) {
            this.#misheard(decoded.code);
            return;
        }
        this.#standing.heard(decoded.message);
        if (this.#phase === 'in') {
            this.#inRoom(decoded.message);
        } else {
            this.#onTheWay(decoded.message);
        }
    }

    #misheard(code) {
        if (this.#phase === 'greeting') {
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
            case 'waiting':
                clearTimeout(this.#timer);
                this.#listener.waiting();
                break;
            case 'removed':
            case 'ended':
                this.#refuse(message.type);
                break;
            case 'joined':
                this.#in();
                this.#listener.message(message);
                break;
            case 'error':
                this.#notLetIn(message);
                break;
            default:
                this.#misheard('bad-message');
        }
    }

    #welcomed(welcome) {
        const again = this.#standing.welcomed(welcome);
        this.#heartbeat = new Heartbeat(
            welcome.heartbeat || HEARTBEAT_MS,
            () => this.#beat(),
            () => this.#lost(this.#socket, null),
        );
        this.#phase = 'joining';
        if (welcome.resumed === 'none') {
            this.#requests += 1;
            this.#say({type: 'join', id: String(this.#requests), ...this.#join});
        } else {
            again.forEach(message => this.#say(message));
            this.#in();
        }
    }

    #in() {
        clearTimeout(this.#timer);
        this.#phase = 'in';
        this.#wasIn = true;
        this.#failures = 0;
        this.#listener.connected();
    }

    #beat() {
        const ack = this.#standing.ack();
        if (ack !== null) {
            this.#say(ack);
        }
        this.#say({type: 'ping'});
    }

    #notLetIn({code, detail, retryAfter}) {
        if (this.#wasIn && PASSING.has(code)) {
            this.#tryAgain(retryAfter ?? 0);
        } else {
            this.#refuse(code, detail);
        }
    }

    #inRoom(message) {
        if (message.type === 'error') {
            // Somebody left while we wrote to them, or the like: the roster says the same in a moment.
            console.warn(`The server did not do what was asked: ${message.code}`);
        } else if (message.type === 'removed' || message.type === 'ended') {
            this.#refuse(message.type);
        } else if (message.type !== 'pong') {
            this.#listener.message(message);
        }
    }

    async #lost(socket, closeCode) {
        if (this.#wasIn) {
            if (this.#phase === 'joining') {
                // Whether we are in is not known, so that session is of no use.
                this.#standing.forget();
            }
            this.#tryAgain(0);
            return;
        }
        this.#letGo();
        const code = CLOSE_CODES.get(closeCode) ?? (await this.#why(this.#url));
        if (this.#phase !== 'ended' && this.#socket === null) {
            this.#refuse(code);
        }
    }

    #tryAgain(atLeast) {
        this.#letGo();
        this.#failures += 1;
        this.#phase = 'pausing';
        this.#timer = setTimeout(() => this.#connect(), Math.max(atLeast, backoff(this.#failures, this.#random)));
        this.#listener.reconnecting();
    }

    #refuse(code, detail) {
        this.#end();
        this.#listener.refused(code, detail);
    }

    #end() {
        this.#phase = 'ended';
        this.#letGo();
    }

    #letGo() {
        clearTimeout(this.#timer);
        this.#heartbeat?.stop();
        this.#heartbeat = null;
        const socket = this.#socket;
        this.#socket = null;
        socket?.close(1000);
    }

    /** Now, or on the session's next socket. */
    #say(message) {
        this.#standing.say(message);
        if (this.#phase === 'joining' || this.#phase === 'in') {
            this.#transmit(message);
        }
    }

    #transmit(message) {
        this.#socket.send(encodeClient(message));
    }
}

function openSocket(url) {
    return new WebSocket(url, SUBPROTOCOL);
}

function sendBeacon(body) {
    navigator.sendBeacon('/api/v1/leave', body);
}
