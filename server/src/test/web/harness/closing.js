// What a test has started is ended in the opposite order, whatever became of the test.

export class Closing {
    #ends = [];

    /** Remembers how to end a thing and gives the thing back. */
    add(thing, end) {
        this.#ends.push(() => end(thing));
        return thing;
    }

    async close() {
        const failures = [];
        for (const end of this.#ends.splice(0).reverse()) {
            await end().catch(failure => failures.push(failure));
        }
        if (failures.length > 0) {
            throw new AggregateError(failures, 'Not everything ended in order');
        }
    }
}
