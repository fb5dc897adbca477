import {createHash} from 'node:crypto';

/** A desk (desk.js) that keeps in memory, at once, and fails when a test says so. */
export class FakeDesk {
    /** What is on it, by number: the bytes so far. */
    kept = new Map();

    /** What the next keep, write or finish fails by. */
    problem = null;

    #last = 100;

    number() {
        return (this.#last += 1);
    }

    async keep(file) {
        this.#mayFail();
        this.kept.set(file, []);
    }

    async write(file, bytes) {
        this.#mayFail();
        this.kept.get(file).push(new Uint8Array(bytes));
    }

    async finish(file) {
        this.#mayFail();
        const blob = new Blob(this.kept.get(file));
        return {sha256: await this.hash(file, blob), blob};
    }

    async discard(file) {
        this.kept.delete(file);
    }

    async hash(file, blob) {
        return createHash('sha256').update(new Uint8Array(await blob.arrayBuffer())).digest('hex');
    }

    async forget() {}

    #mayFail() {
        const {problem} = this;
        if (problem !== null) {
            this.problem = null;
            throw Object.assign(new Error(problem), {problem});
        }
    }
}
