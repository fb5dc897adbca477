// Waiting for what must come true, with a deadline and a word about what was seen last.

const PAUSE_MS = 100;

/**
 * Asks again and again until the answer is truthy.
 *
 * @param {string} what is waited for, as a noun: "a picture of Ada"
 * @param {() => unknown} ask may be asynchronous; an exception counts as "not yet" and is told at the deadline
 * @param {number} [patienceMs]
 * @returns the first truthy answer
 */
export async function until(what, ask, patienceMs = 60_000) {
    const deadline = Date.now() + patienceMs;
    let last;
    for (;;) {
        try {
            last = await ask();
            if (last) {
                return last;
            }
        } catch (failure) {
            last = failure;
        }
        if (Date.now() > deadline) {
            throw new Error(`No ${what} within ${patienceMs} ms; last seen: ${told(last)}`, {cause: last});
        }
        await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
}

function told(value) {
    return value instanceof Error ? value.message : JSON.stringify(value);
}
