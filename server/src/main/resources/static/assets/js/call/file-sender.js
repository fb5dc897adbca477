import {NONE, step} from './files-out.js';

/** What we offer to one other client; the rules are in files-out.js. Reads no faster than the channel takes it. */
export class FileSender {
    #state = NONE;
    #listener;
    #queue = [];
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
                break;
            case 'hash':
                this.#hash(file);
                break;
            case 'show':
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
        const {file, offset, length} = piece;
        const bytes = await read(this.#listener.blob(file), offset, length);
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

    get #hasRoom() {
        return this.#listener.channel()?.hasRoom === true;
    }
}

/** Null where the file has changed since it was chosen, or is gone. */
async function read(blob, offset, length) {
    try {
        const bytes = await blob.slice(offset, offset + length).arrayBuffer();
        return bytes.byteLength === length ? bytes : null;
    } catch {
        return null;
    }
}
