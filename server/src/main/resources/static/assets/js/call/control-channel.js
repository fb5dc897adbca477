import {readControl, writeControl} from '../protocol/control.js';

/**
 * The texts of one link's control channel, as messages. PROTOCOL.md, "Control channel". What is bad is dropped, and so is what
 * comes before the other side's hello, but for signals.
 *
 * The listener is called with: opened(), heard(message), and closed(), once, when it was open.
 */
export class ControlChannel {
    #channel;
    #listener;
    #pending = '';
    #greeted = false;

    /**
     * @param {RTCDataChannel} channel which this owns from now on
     * @param {object} listener
     */
    constructor(channel, listener) {
        this.#channel = channel;
        this.#listener = listener;
        channel.addEventListener('open', () => listener.opened());
        channel.addEventListener('message', ({data}) => this.#hear(data));
        channel.addEventListener('close', () => listener.closed());
    }

    get isOpen() {
        return this.#channel.readyState === 'open';
    }

    /** Whether the other side has said hello on it. */
    get isGreeted() {
        return this.isOpen && this.#greeted;
    }

    /** Says it now or, where the channel is not open, not at all. */
    say(message) {
        if (!this.isOpen) {
            return;
        }
        try {
            writeControl(message).forEach(frame => this.#channel.send(frame));
        } catch (error) {
            // Closed under our hands, or a buffer of some MB that nobody reads: the connection is about to fail, which heals.
            console.debug(`A control message was not sent: ${error.name}`);
        }
    }

    #hear(frame) {
        if (typeof frame !== 'string') {
            return;
        }
        const {next, message} = readControl(this.#pending, frame);
        this.#pending = next;
        if (message === null) {
            return;
        }
        if (!message.ok) {
            console.warn(`A control message was not understood: ${message.code}`);
            return;
        }
        this.#greeted ||= message.message.type === 'hello';
        if (this.#greeted || message.message.type === 'signal') {
            this.#listener.heard(message.message);
        }
    }
}
