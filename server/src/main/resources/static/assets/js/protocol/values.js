// Values that break a rule are told to people in the same sentences by every client: DisplayName, RoomId in Java.
import {NAME_CODE_POINTS, PASSCODE_CHARS, ROOM_ID_CHARS, SERVER_ORIGIN_CHARS, TITLE_CODE_POINTS} from './limits.js';

/** A value that breaks a rule of the protocol; its message is fit to be shown to the person who typed it. */
export class InvalidValue extends Error {
    constructor(code, detail) {
        super(detail);
        this.name = 'InvalidValue';
        this.code = code;
    }
}

// Java's String.strip(), which leaves no-break spaces where they are, as String.prototype.trim() does not.
const SPACE = '[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]+';
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

// Control, line and paragraph separators, lone surrogates, and what overrides the direction of writing (UAX #9).
const FORBIDDEN_IN_NAME = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

// Not only format characters, spaces, marks without a letter, fillers of Hangul, and Braille without a dot.
const VISIBLE_IN_NAME = /[^\p{Cf}\p{Zs}\p{Mn}\u115f\u1160\u2800\u3164\uffa0]/u;

const ROOM_ID = new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,${ROOM_ID_CHARS - 1}}$`);

const SERVER_ORIGIN = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?$/;
const LAST_PORT = 65_535;

// First path segments that the server itself answers.
const RESERVED = new Set(['api', 'ws', 'actuator', 'error']);

/** The name without the spaces around it. Throws InvalidValue, name-invalid. */
export function displayName(value) {
    const name = value.replace(ENDS, '');
    const length = [...name].length;
    if (length === 0) {
        throw new InvalidValue('name-invalid', 'A name is needed');
    }
    if (length > NAME_CODE_POINTS) {
        throw new InvalidValue('name-invalid', `A name has at most ${NAME_CODE_POINTS} characters`);
    }
    if (FORBIDDEN_IN_NAME.test(name)) {
        throw new InvalidValue('name-invalid', 'A name has no control or direction-changing characters');
    }
    if (!VISIBLE_IN_NAME.test(name)) {
        throw new InvalidValue('name-invalid', 'A name is needed');
    }
    return name;
}

/** The room id itself. Throws InvalidValue, room-invalid. */
export function roomId(value) {
    if (!ROOM_ID.test(value)) {
        throw new InvalidValue(
            'room-invalid',
            `A room id is 1 to ${ROOM_ID_CHARS} letters, digits, '-' or '_', and begins with a letter or digit`,
        );
    }
    if (RESERVED.has(value)) {
        throw new InvalidValue('room-invalid', 'This room id is reserved');
    }
    return value;
}

/** An address of a server as browsers write origins: ServerOrigin in Java. Throws InvalidValue, bad-message. */
export function serverOrigin(value) {
    const [, port] = SERVER_ORIGIN.exec(value) ?? [];
    const isSchemesOwn = port === (value.startsWith('https:') ? '443' : '80');
    if (!SERVER_ORIGIN.test(value) || value.length > SERVER_ORIGIN_CHARS || Number(port ?? 1) > LAST_PORT || isSchemesOwn || originOf(value) !== value) {
        throw new InvalidValue('bad-message', 'An address of a server is as https://meet.example.org:8443');
    }
    return value;
}

function originOf(value) {
    return URL.canParse(value) ? new URL(value).origin : null;
}

/** What newcomers have to show. Throws InvalidValue, bad-message. */
export function roomPasscode(value) {
    if (value === '' || value.length > PASSCODE_CHARS) {
        throw new InvalidValue('bad-message', `A passcode has 1 to ${PASSCODE_CHARS} characters`);
    }
    return value;
}

/** What a room is called, trimmed. Throws InvalidValue, bad-message. */
export function roomTitle(value) {
    const title = value.replace(ENDS, '');
    const length = [...title].length;
    if (length === 0 || length > TITLE_CODE_POINTS) {
        throw new InvalidValue('bad-message', `A title has 1 to ${TITLE_CODE_POINTS} characters`);
    }
    if (FORBIDDEN_IN_NAME.test(title)) {
        throw new InvalidValue('bad-message', 'A title has no control or direction-changing characters');
    }
    return title;
}
