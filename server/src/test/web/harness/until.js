// Waiting for what must come true, with a deadline and a word about what was seen last.

const PAUSE_MS = 100;
/** One look takes no more of the patience than this: where it took longer, the machine stood still, and so did who is waited for. */
const LOOK_MS = 10_000;

/**
 * Asks again and again until the answer is truthy.
 *
 * @param {string} what is waited for, as a noun: "a picture of Ada"
 * @param {() => unknown} ask may be asynchronous; an exception counts as "not yet" and is told at the deadline
 * @param {number} [patienceMs]
 * @returns the first truthy answer
 */
export async function until(what, ask, patienceMs = 60_000) {
    let left = patienceMs;
    let last;
    for (;;) {
        const began = Date.now();
        try {
            last = await ask();
            if (last) {
                return last;
            }
        } catch (failure) {
            last = failure;
        }
        if (left < 0) {
            throw new Error(`No ${what} within ${patienceMs} ms; last seen: ${told(last)}`, {cause: last});
        }
        await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
        left -= Math.min(Date.now() - began, LOOK_MS);
    }
}

function told(value) {
    return value instanceof Error ? value.message : JSON.stringify(value);
}
