/**
 * Makes a room. The server's problem details carry the same codes as its socket (RFC 9457).
 *
 * @returns {Promise<{room: string} | {code: string}>}
 */
export async function createRoom() {
    let response;
    try {
        response = await fetch('/api/v1/rooms', {method: 'POST', signal: AbortSignal.timeout(10_000)});
    } catch {
        return {code: 'unreachable'};
    }
    const body = await response.json().catch(() => null);
    if (response.ok && typeof body?.id === 'string') {
        return {room: body.id};
    }
    return {code: typeof body?.code === 'string' ? body.code : 'not-confero'};
}
