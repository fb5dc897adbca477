import {NONE, step} from './files-in.js';

/** What one other client offers to us; the rules are in files-in.js. The desk does one thing after another with each file. */
export class FileReceiver {
    #state = NONE;
    #desk;
    #listener;
    #coming = new Map();

    /**
     * @param {Desk} desk
     * @param {object} listener
     * @param {(message: object) => void} listener.say over the control channel
     * @param {(file: number, name: string, size: number) => void} listener.offered a new one
     * @param {(file: number, stage: string, bytes: number) => void} listener.show
     * @param {(file: number, id: number, blob: Blob) => void} listener.kept all of it is here and right, under this number of the desk
     * @param {(file: number, problem: string) => void} listener.failed before it is shown; the problem is one of the desk's
     */
    constructor(desk, listener) {
        this.#desk = desk;
        this.#listener = listener;
    }

    /**
     * @param {import('./files-in.js').FilesInEvent} event
     * @param {ArrayBuffer} [bytes] of a piece
     */
    take(event, bytes) {
        const {next, effects} = step(this.#state, event);
        const {files} = this.#state;
        this.#state = next;
        for (const effect of effects) {
            this.#follow(effect, files.get(effect.file), bytes);
        }
    }

    #follow({type, ...about}, before, bytes) {
        const {file} = about;
        switch (type) {
            case 'begin':
                this.#begin(file, before.size);
                break;
            case 'write':
                this.#write(file, bytes);
                break;
            case 'finish':
                this.#finish(file, about.sha256);
                break;
            case 'discard':
                this.#discard(file);
                break;
            case 'show':
                this.#show(about);
                break;
            default:
                this.#listener.say({type: type.replace('send-', 'file-'), ...about});
        }
    }

    #show({file, stage, bytes}) {
        if (stage === 'offered') {
            const {name, size} = this.#state.files.get(file);
            this.#listener.offered(file, name, size);
        } else {
            this.#listener.show(file, stage, bytes);
        }
    }

    #begin(file, size) {
        this.#coming.set(file, {id: this.#desk.number(), length: 0});
        this.#work(file, ({id}) => this.#desk.keep(id, size));
    }

    #write(file, bytes) {
        const length = bytes.byteLength;
        this.#work(file, async coming => {
            await this.#desk.write(coming.id, bytes);
            coming.length += length;
            this.take({type: 'written', file, offset: coming.length});
        });
    }

    #finish(file, expected) {
        this.#work(file, async ({id}) => {
            const {sha256, blob} = await this.#desk.finish(id);
            if (sha256 !== expected) {
                this.take({type: 'damaged', file});
                return;
            }
            this.#coming.delete(file);
            this.#listener.kept(file, id, blob);
            this.take({type: 'kept', file});
        });
    }

    #discard(file) {
        const {id} = this.#coming.get(file);
        this.#coming.delete(file);
        this.#desk.discard(id).catch(() => {});
    }

    async #work(file, run) {
        const coming = this.#coming.get(file);
        try {
            await run(coming);
        } catch ({problem}) {
            if (this.#coming.get(file) === coming) {
                this.#listener.failed(file, problem);
                this.take({type: 'failed', file});
            }
        }
    }
}
