import {HEARTBEAT_MS} from '../protocol/limits.js';
import {decodeServer, encodeClient} from '../protocol/messages.js';
import {Heartbeat} from './heartbeat.js';

/**
 * One socket: takes apart what comes on it, and notices when nobody is at its other end any more.
 *
 * The listener is called with: opened() when it is time for a hello; heard(message); misheard(code) of what is no message;
 * beat() when it is time for a ping; and lost(closeCode), null where the server fell silent. Nothing follows after close().
 */
export class Wire {
    #socket;
    #listener;
    #heartbeat = null;
    #greetedAt = 0;
    #closed = false;

    /** @param {WebSocket} socket which is opening, and this one's from now on */
    constructor(socket, listener) {
        this.#socket = socket;
        this.#listener = listener;
        const open = handle => event => this.#closed || handle(event);
        socket.addEventListener('open', open(() => listener.opened()));
        socket.addEventListener('message', open(event => this.#hear(event.data)));
        socket.addEventListener('close', open(event => listener.lost(event.code)));
    }

    /** Says who we are; the server's welcome answers it. */
    greet(hello) {
        this.#greetedAt = Date.now();
        this.say(hello);
    }

    /** @param {number} interval milliseconds between pings, as the server asks for; 0 where it does not */
    welcomed(interval) {
        this.#heartbeat = new Heartbeat(
            interval || HEARTBEAT_MS,
            Date.now() - this.#greetedAt,
            () => this.#listener.beat(),
            () => this.#listener.lost(null),
        );
    }

    /** Something else on the network is out of reach, and so the server may be. */
    doubt() {
        this.#heartbeat?.doubt();
    }

    say(message) {
        this.#socket.send(encodeClient(message));
    }

    close(code) {
        this.#closed = true;
        this.#heartbeat?.stop();
        this.#socket.close(code);
    }

    #hear(frame) {
        this.#heartbeat?.heard();
        const decoded = decodeServer(frame);
        if (!decoded.ok) {
            this.#listener.misheard(decoded.code);
            return;
        }
        if (decoded.message.type === 'pong') {
            this.#heartbeat?.answered();
        }
        this.#listener.heard(decoded.message);
    }
}
