// A browser does not tell a page why a WebSocket did not open; a plain request to the same place does.

/**
 * Why the server's socket cannot be reached.
 *
 * @param {URL} url of the socket
 * @returns {Promise<string>} unreachable, unavailable, too-many-requests, no-socket or not-confero
 */
export async function probe(url) {
    const plain = new URL(url);
    plain.protocol = url.protocol.replace('ws', 'http');
    let response;
    try {
        response = await fetch(plain, {cache: 'no-store', signal: AbortSignal.timeout(5_000)});
    } catch {
        return 'unreachable';
    }
    switch (response.status) {
        case 426:
            // What a Confero server says to a plain request; so it is there, and the socket was kept from it.
            return 'no-socket';
        case 429:
            return 'too-many-requests';
        default:
            return response.status >= 500 ? 'unavailable' : 'not-confero';
    }
}
