const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before the next attempt: doubling from 0.5 s to 10 s, less up to a half of it, so that the clients of a
 * server that comes back do not all come at once.
 *
 * @param {number} failures how many attempts have failed in a row, from 1
 * @param {() => number} random from 0 to 1
 * @returns {number} milliseconds
 */
export function backoff(failures, random) {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
    return longest * (1 - random() / 2);
}
