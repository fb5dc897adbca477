const PREFIX = 'confero.draft.';

/** What was being written in a room's chat, over a reload of the tab and gone with it. */
export class Drafts {
    #storage;

    /** @param {Storage} storage the tab's */
    constructor(storage) {
        this.#storage = storage;
    }

    of(room) {
        try {
            return this.#storage.getItem(PREFIX + room) ?? '';
        } catch {
            return '';
        }
    }

    keep(room, text) {
        try {
            if (text === '') {
                this.#storage.removeItem(PREFIX + room);
            } else {
                this.#storage.setItem(PREFIX + room, text);
            }
        } catch {
            // It is kept as long as the page is.
        }
    }
}
