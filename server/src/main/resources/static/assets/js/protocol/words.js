// What went wrong, in words that help the person in front of the screen. Keys are the protocol's error codes and the
// client's own: unreachable, no-socket, not-confero, waiting, removed and ended.

const WORDS = {
    'room-full': 'This room is full. Somebody has to leave before you can join.',
    'room-locked': 'This room is locked. Ask somebody inside to unlock it.',
    'wrong-passcode': 'This room asks for another passcode.',
    unauthorized: 'This server asks for a login that you have not got here.',
    'not-allowed': 'Only hosts of the room can do this.',
    waiting: 'A host of the room has to let you in, and has been told that you are here.',
    removed: 'A host has put you out of this room.',
    ended: 'The call has been ended for everybody.',
    'room-invalid': 'This is not the name of a room. Check the link that you were given.',
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

/**
 * @param {string} code an error code
 * @param {string} [detail] the server's own sentence, shown for what a person typed
 */
export function wordsFor(code, detail) {
    if ((code === 'name-invalid' || code === 'room-invalid') && detail) {
        return detail;
    }
    return WORDS[code] ?? `${OTHERWISE} (${code}).`;
}
