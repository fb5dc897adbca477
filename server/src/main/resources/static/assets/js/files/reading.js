/**
 * A file that goes out, read from front to back in blocks, the next of which is read while one is sent: on a busy machine a channel is
 * empty before the answer of the disk is there. No more than two blocks of it are in memory.
 */
export class Reading {
    #blob;
    #blockBytes;
    #block = null;
    #next = null;

    /** @param {number} blockBytes so much is read at once: a multiple of what is asked for at once */
    constructor(blob, blockBytes) {
        this.#blob = blob;
        this.#blockBytes = blockBytes;
    }

    /** @returns {Promise<Uint8Array | null>} null where the file has changed since it was chosen, or is gone */
    async bytes(offset, length) {
        if (this.#block === null || offset < this.#block.from || offset + length > this.#block.end) {
            const block = this.#next?.from === offset ? this.#next : this.#begin(offset);
            this.#next = block.end < this.#blob.size ? this.#begin(block.end) : null;
            this.#block = block;
        }
        const {from, reading} = this.#block;
        const read = await reading;
        return read === null ? null : new Uint8Array(read, offset - from, length);
    }

    #begin(from) {
        const end = Math.min(from + this.#blockBytes, this.#blob.size);
        return {from, end, reading: read(this.#blob, from, end)};
    }
}

async function read(blob, from, end) {
    try {
        const bytes = await blob.slice(from, end).arrayBuffer();
        return bytes.byteLength === end - from ? bytes : null;
    } catch {
        return null;
    }
}
