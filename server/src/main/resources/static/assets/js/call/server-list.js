/**
 * Which server to try next, and when, as a value: the first try after a loss is at once and at the same server, then the others
 * have their turn, and after each round there is a longer wait. The twin of `org.confero.call.ServerList`, on the same traces.
 *
 * @typedef {{servers: number, at: number, failures: number}} ServerList how many there are; the one in use, or last tried, from
 *     0; how many tries have failed since the loss
 * @typedef {{next: ServerList, millis: number}} Try at `next.at`, so many milliseconds from now
 */

/** The wait after the first round, in milliseconds; twice as long after each, up to the longest. */
export const FIRST_WAIT = 500;
export const LONGEST_WAIT = 10_000;

/** @param {number} servers at least one */
export function serverList(servers) {
    return {servers, at: 0, failures: 0};
}

/**
 * The socket was lost.
 *
 * @param {ServerList} list
 * @param {number} wait what the server asked for when it went away, 0 otherwise
 * @returns {Try}
 */
export function lost(list, wait) {
    return {next: {...list, failures: 0}, millis: wait};
}

/**
 * A try failed.
 *
 * @param {ServerList} list
 * @param {number} random 0 to 999: so that the clients of a server that comes back do not all come at once, up to half of the wait
 *     is left out
 * @returns {Try}
 */
export function failed({servers, at, failures}, random) {
    const next = {servers, at: (at + 1) % servers, failures: failures + 1};
    if (next.failures % servers !== 0) {
        return {next, millis: 0};
    }
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(next.failures / servers - 1, 10));
    return {next, millis: longest - Math.floor((longest * random) / 2000)};
}

/** There are so many now, and the one in use is the first: tries that have failed count on until one connects. */
export function renewed({failures}, servers) {
    return {servers, at: 0, failures};
}

/** @returns {ServerList} */
export function connected(list) {
    return {...list, failures: 0};
}
