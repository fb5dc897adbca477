/**
 * The page's side of the worker that hashes files and keeps those that come: what is asked of one file is done in its order, and after
 * something has failed only its discard. Each call resolves to its result; it rejects with an
 * error that has a problem: no-space (the disk, or the browser's share of it, is full), memory (this window keeps files in memory
 * only, and this one is too large for that), or failed.
 */
export class Desk {
    #worker;
    #calls = new Map();
    #last = 0;
    #files = 0;
    #broken = false;

    /** @param {Worker} worker which this owns from now on */
    constructor(worker) {
        this.#worker = worker;
        worker.addEventListener('message', ({data}) => this.#answered(data));
        worker.addEventListener('error', () => this.#break());
    }

    /** A number for a file, which no other has on this desk. */
    number() {
        return (this.#files += 1);
    }

    /** A place for a file of this size, which write fills in order. */
    keep(file, size) {
        return this.#ask({op: 'keep', file, size});
    }

    /** @param {ArrayBuffer} bytes which is the worker's from now on */
    write(file, bytes) {
        return this.#ask({op: 'write', file, bytes}, [bytes]);
    }

    /** @returns {Promise<{sha256: string, blob: Blob}>} */
    finish(file) {
        return this.#ask({op: 'finish', file});
    }

    /** Deletes it, whether it is finished or not. */
    discard(file) {
        return this.#ask({op: 'discard', file});
    }

    /** @returns {Promise<string | null>} the SHA-256 of a file that goes out; null when it was forgotten meanwhile */
    hash(file, blob) {
        return this.#ask({op: 'hash', file, blob});
    }

    forget(file) {
        return this.#ask({op: 'forget', file});
    }

    #ask(question, transfer = []) {
        return new Promise((resolve, reject) => {
            if (this.#broken) {
                reject(failure('failed'));
                return;
            }
            const call = (this.#last += 1);
            this.#calls.set(call, {resolve, reject});
            this.#worker.postMessage({call, ...question}, transfer);
        });
    }

    #answered({call, result, problem}) {
        const {resolve, reject} = this.#calls.get(call);
        this.#calls.delete(call);
        if (problem === undefined) {
            resolve(result);
        } else {
            reject(failure(problem));
        }
    }

    /** It could not be loaded, or has a fault that nobody has thought of. */
    #break() {
        this.#broken = true;
        this.#calls.forEach(({reject}) => reject(failure('failed')));
        this.#calls.clear();
    }
}

function failure(problem) {
    return Object.assign(new Error(problem), {problem});
}
