import {sha256} from '../../vendor/noble-hashes-2.4.0/sha2.js';
import {bytesToHex} from '../../vendor/noble-hashes-2.4.0/utils.js';

/** One file that comes: its bytes go to a place of the shelf, and through the hash on their way. */
export class Kept {
    #place;
    #hash = sha256.create();

    /** @param {{write: Function, close: Function, discard: Function}} place which this owns from now on; see shelf.js */
    constructor(place) {
        this.#place = place;
    }

    /** After those before. */
    write(bytes) {
        this.#hash.update(bytes);
        return this.#place.write(bytes);
    }

    /** @returns {Promise<{sha256: string, blob: Blob}>} all of it; the blob reads from the place, as long as that is there */
    async finish() {
        return {sha256: bytesToHex(this.#hash.digest()), blob: await this.#place.close()};
    }

    discard() {
        return this.#place.discard();
    }
}
