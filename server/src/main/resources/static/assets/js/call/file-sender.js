import {Reading} from '../files/reading.js';
import {isOver, NONE, PIECE, step} from './files-out.js';

/** So much is read at once: reading costs as much for one piece as for some. */
const BLOCK_BYTES = 4 * PIECE;

/** What we offer to one other client; the rules are in files-out.js. Reads no faster than the channel takes it. */
export class FileSender {
    #state = NONE;
    #listener;
    #queue = [];
    #readings = new Map();
    #pumping = false;

    /**
     * @param {object} listener
     * @param {(message: object) => void} listener.say over the control channel
     * @param {() => FileChannel | null} listener.channel the one that there is
     * @param {(file: number) => Blob} listener.blob
     * @param {(file: number) => Promise<string | null>} listener.hash null: it is not needed any more
     * @param {(file: number, stage: string, bytes: number) => void} listener.show
     */
    constructor(listener) {
        this.#listener = listener;
    }

    /** @param {import('./files-out.js').FilesOutEvent} event */
    take(event) {
        const {next, effects} = step(this.#state, event);
        this.#state = next;
        effects.forEach(effect => this.#follow(effect));
        this.flows();
    }

    /** The channel has room again. */
    flows() {
        if (!this.#pumping) {
            this.#pump();
        }
    }

    #follow({type, ...about}) {
        const {file} = about;
        switch (type) {
            case 'send-piece':
                this.#queue.push(about);
                break;
            case 'forget':
                this.#queue = this.#queue.filter(piece => piece.file !== file);
                this.#readings.delete(file);
                break;
            case 'hash':
                this.#hash(file);
                break;
            case 'show':
                if (isOver(about.stage)) {
                    this.#readings.delete(file);
                }
                this.#listener.show(file, about.stage, about.bytes);
                break;
            default:
                this.#listener.say({type: type.replace('send-', 'file-'), ...about});
        }
    }

    async #hash(file) {
        let sha256;
        try {
            sha256 = await this.#listener.hash(file);
        } catch {
            this.take({type: 'failed', file});
            return;
        }
        if (sha256 !== null) {
            this.take({type: 'hashed', file, sha256});
        }
    }

    async #pump() {
        this.#pumping = true;
        while (this.#queue.length > 0 && this.#hasRoom) {
            await this.#send(this.#queue[0]);
        }
        this.#pumping = false;
    }

    async #send(piece) {
        const {file, offset} = piece;
        const bytes = await this.#bytesOf(piece);
        if (this.#queue[0] !== piece) {
            return;
        }
        if (bytes === null) {
            this.#queue.shift();
            this.take({type: 'failed', file});
        } else if (this.#hasRoom) {
            this.#queue.shift();
            this.#listener.channel().send(file, offset, bytes);
        }
    }

    #bytesOf({file, offset, length}) {
        let reading = this.#readings.get(file);
        if (reading === undefined) {
            reading = new Reading(this.#listener.blob(file), BLOCK_BYTES);
            this.#readings.set(file, reading);
        }
        return reading.bytes(offset, length);
    }

    get #hasRoom() {
        return this.#listener.channel()?.hasRoom === true;
    }
}
