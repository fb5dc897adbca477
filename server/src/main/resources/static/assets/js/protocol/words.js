// What went wrong, in words that help the person in front of the screen. Keys are the protocol's error codes and the
// client's own: unreachable, no-socket, not-confero, removed, denied, ended, deleted and expired.

const WORDS = {
    'room-full': 'This room is full. Somebody has to leave before you can join.',
    'room-locked': 'This room is locked. Ask somebody inside to unlock it.',
    'wrong-passcode': 'This room asks for another passcode.',
    unauthorized: 'This server asks for a login or a key that you have not got here. Ask whoever invited you for a fresh link.',
    'not-allowed': 'Only hosts of the room can do this.',
    'already-joined': 'You are in this room already. Leave it first, then join again.',
    removed: 'A host has put you out of this room.',
    denied: 'A host has not let you in.',
    ended: 'The call has been ended for everybody.',
    deleted: 'This room has been deleted.',
    expired: 'This room was made for a limited time, which has passed.',
    'room-invalid': 'This is not the name of a room. Check the link that you were given.',
    'no-such-room': 'There is no such room, or it is over. Check the link that you were given.',
    'name-invalid': 'The server does not accept this name. Choose another one.',
    'too-many-requests': 'The server has had too many requests from here. Wait a moment, then try again.',
    unavailable: 'The server cannot take calls at the moment. Try again in a minute.',
    unreachable: 'The server does not answer. Check your network, then try again.',
    'no-socket':
        'The server is there but opens no connection. It may be full, or something on the way may not let WebSockets ' +
        'through. Try again in a minute; if it stays so, tell who runs it.',
    'not-confero': 'What answers at this address is not a Confero server. Check the link that you were given.',
    'not-found': 'The server does not know this address. Check the link that you were given.',
};

const OTHERWISE = 'The server could not do this. Try again; if it happens again, tell who runs it';

/** What a host asked for and did not get. */
const ORDER_WORDS = {
    'not-allowed': 'Only hosts of the room can do this, and you are none any more.',
    'no-such-participant': 'This person has just gone.',
    'not-joined': 'You are no longer in the room.',
    unavailable: 'The connection to the server was lost. Whether this was done is not known; try again.',
    'room-full': 'The room is full. Somebody has to leave before more people can be let in.',
};

/**
 * Why a host's order was not carried out.
 *
 * @param {string} action what was asked for
 * @param {string} code an error code
 */
export function wordsForOrder(action, code) {
    if (action === 'demote' && code === 'not-allowed') {
        return 'A room keeps one host at least. Make somebody else a host first.';
    }
    return ORDER_WORDS[code] ?? wordsFor(code);
}

/** Why the server does not let somebody in again who was in the room, and what is left to them. */
export function wordsForShutOut(code, detail, retryAfter) {
    const why = code === 'not-allowed' && detail ? `${detail}.` : wordsFor(code, detail, retryAfter);
    return `The server was lost and does not let you in again. ${why} You can go on talking with those who are still here.`;
}

/**
 * @param {string} code an error code
 * @param {string} [detail] the server's own sentence, shown for what a person typed
 * @param {number} [retryAfter] ms after which the server takes the next request
 */
export function wordsFor(code, detail, retryAfter) {
    if (code === 'too-many-requests' && retryAfter > 0) {
        const seconds = Math.ceil(retryAfter / 1000);
        return `The server has had too many requests from here. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`;
    }
    if ((code === 'name-invalid' || code === 'room-invalid') && detail) {
        return detail;
    }
    return WORDS[code] ?? `${OTHERWISE} (${code}).`;
}
