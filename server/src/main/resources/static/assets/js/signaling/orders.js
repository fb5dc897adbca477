/** What a host has ordered and the server has not answered yet. */
export class Orders {
    #given = new Map();

    /**
     * @param {string} id of the request
     * @returns {Promise<{ok: true} | {ok: false, code: string, detail?: string}>} once it is answered
     */
    give(id) {
        return new Promise(resolve => this.#given.set(id, resolve));
    }

    /** @returns {boolean} whether this was an order's answer */
    settle(ref, outcome) {
        const resolve = this.#given.get(ref);
        this.#given.delete(ref);
        resolve?.(outcome);
        return resolve !== undefined;
    }

    /** Whether they were carried out will not be known any more. */
    settleAll() {
        for (const ref of [...this.#given.keys()]) {
            this.settle(ref, {ok: false, code: 'unavailable'});
        }
    }
}
