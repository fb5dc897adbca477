/**
 * Makes a room. The server's problem details carry the same codes as its socket (RFC 9457).
 *
 * @param {{title?: string, passcode?: string, waitingRoom?: boolean, capacity?: number}} [wishes] what is left out is as
 *     the server has it
 * @param {string} [token] where the server asks for one
 * @param {typeof fetch} [send] for tests
 * @returns {Promise<{room: string, key: string | null} | {code: string, detail?: string, retryAfter?: number}>} key makes
 *     its bearer a host; null where the server gives none. retryAfter in ms
 */
export async function createRoom(wishes = {}, token = undefined, send = fetch) {
    let response;
    try {
        response = await send('/api/v1/rooms', {
            method: 'POST',
            headers: {
                'content-type': 'application/json',
                ...(token === undefined ? {} : {authorization: `Bearer ${token}`}),
            },
            body: JSON.stringify(wishes),
            signal: AbortSignal.timeout(10_000),
        });
    } catch {
        return {code: 'unreachable'};
    }
    const body = await response.json().catch(() => null);
    if (response.ok && typeof body?.id === 'string') {
        return {room: body.id, key: typeof body.hostKey === 'string' ? body.hostKey : null};
    }
    return {
        code: typeof body?.code === 'string' ? body.code : 'not-confero',
        detail: typeof body?.detail === 'string' ? body.detail : undefined,
        retryAfter: retryAfter(response.headers.get('retry-after')),
    };
}

/** In whole seconds, RFC 9110; the form with a date is not used by this server. */
function retryAfter(header) {
    const seconds = Number(header ?? NaN);
    return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
