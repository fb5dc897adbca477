/** What may be otherwise in a moment; all else a server would say again and again. */
const PASSING = new Set(['unavailable', 'too-many-requests', 'internal']);

/**
 * What somebody does whom the server does not let into a room. PROTOCOL.md, "Coming back" and "Not let in again"; the twin of
 * `org.confero.call.Asker`, on the same traces.
 *
 * @param {'newcomer' | 'returning' | 'at-door' | 'in-room'} asker how they stand: returning is whoever asks for the place that a page
 *     before this one has left, as long as it may be there; the last two have lost their session
 * @param {string} code of the server's no
 * @param {number} [retryAfter] when it wants to be asked again, in milliseconds, if it has said so
 * @returns {'ask-again' | 'begin-anew' | 'by-the-door' | 'leave-first' | 'shut-out' | 'give-up'} after a pause with the same session, or
 *     as a new one, as this one has no place; at once as a newcomer, and after leaving another place; not at all any more, but links that
 *     are up stay; or it is over
 */
export function refused(asker, code, retryAfter) {
    if (asker === 'returning' && code === 'not-joined') {
        return 'by-the-door';
    }
    if (asker === 'returning' && code === 'already-joined') {
        return 'leave-first';
    }
    if (asker === 'newcomer' || !mayPass(code, retryAfter)) {
        return asker === 'in-room' ? 'shut-out' : 'give-up';
    }
    return asker === 'returning' ? 'ask-again' : 'begin-anew';
}

/** Whether a server that says so may say otherwise in a moment. */
export function mayPass(code, retryAfter) {
    return retryAfter !== undefined || PASSING.has(code);
}
