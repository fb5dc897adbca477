// What the server says, read; what the client says, written. PROTOCOL.md; the twin of org.confero.codec.
import {
    bad, flag, optionalSmall, optionalText, optionalWhole, parse, part, parts, payload, small, text, texts, whole,
} from './fields.js';
import {CLIENT_INFO_CHARS, PARTICIPANT_ID_CHARS, REQUEST_ID_CHARS, SIGNAL_CHARS} from './limits.js';
import {InvalidValue, displayName, roomId} from './values.js';

const ID = new RegExp(`^[A-Za-z0-9_-]{1,${PARTICIPANT_ID_CHARS}}$`);
const REQUEST_ID = new RegExp(`^[!-~]{1,${REQUEST_ID_CHARS}}$`);
const CLIENT_INFO = new RegExp(`^[ -~]{1,${CLIENT_INFO_CHARS}}$`);

const LEAVE_REASONS = new Set(['left', 'lost']);

const ERROR_CODES = new Set([
    'bad-message', 'unknown-type', 'too-large', 'hello-expected', 'already-joined', 'not-joined', 'no-such-participant',
    'room-invalid', 'name-invalid', 'room-full', 'not-found', 'too-many-requests', 'unavailable', 'internal',
]);

const SERVER_MESSAGES = {
    welcome: o => ({
        session: id(text(o, 'session')),
        limits: part(o, 'limits', l => ({
            frame: small(l, 'frame'), name: small(l, 'name'), capacity: small(l, 'capacity'),
        })),
        heartbeat: whole(o, 'heartbeat'),
        server: part(o, 'server', s => ({version: text(s, 'version'), node: text(s, 'node')})),
    }),
    joined: o => ({
        ref: requestId(text(o, 'ref')),
        seq: whole(o, 'seq'),
        self: id(text(o, 'self')),
        room: part(o, 'room', r => ({id: roomId(text(r, 'id')), capacity: small(r, 'capacity')})),
        participants: parts(o, 'participants', participant),
        iceServers: parts(o, 'iceServers', iceServer),
    }),
    left: () => ({}),
    'participant-joined': o => ({seq: whole(o, 'seq'), participant: part(o, 'participant', participant)}),
    'participant-updated': o => ({seq: whole(o, 'seq'), participant: part(o, 'participant', participant)}),
    'participant-left': o => ({seq: whole(o, 'seq'), id: id(text(o, 'id')), reason: leaveReason(text(o, 'reason'))}),
    signal: o => ({seq: whole(o, 'seq'), from: id(text(o, 'from')), data: payload(o, 'data')}),
    pong: () => ({}),
    error: o => present({
        ref: optionally(optionalText(o, 'ref'), requestId),
        code: errorCode(text(o, 'code')),
        detail: text(o, 'detail'),
        retryAfter: optionalWhole(o, 'retryAfter'),
    }),
};

const CLIENT_MESSAGES = {
    hello: m => ({client: {name: clientInfo(m.client.name), version: clientInfo(m.client.version)}}),
    join: m => ({id: requestId(m.id), room: roomId(m.room), name: displayName(m.name), state: state(m.state)}),
    leave: () => ({}),
    signal: m => ({to: id(m.to), data: sized(m.data)}),
    state: m => ({state: state(m.state)}),
    ping: () => ({}),
};

/**
 * Reads one frame of the server's. Never throws.
 *
 * @returns {{ok: true, message: object} | {ok: false, code: string, detail: string}}
 */
export function decodeServer(frame) {
    return attempt(() => {
        const object = parse(frame);
        const type = text(object, 'type');
        if (!Object.hasOwn(SERVER_MESSAGES, type)) {
            throw new InvalidValue('unknown-type', 'No message of this type is known here');
        }
        return {type, ...SERVER_MESSAGES[type](object)};
    });
}

/** Reads what is in a signal's data: {description: {type, sdp}} or {candidate: {...}|null}. Never throws. */
export function decodeSignal(data) {
    return attempt(() => {
        if (Object.hasOwn(data, 'description') === Object.hasOwn(data, 'candidate')) {
            throw bad("Signal data has either a 'description' or a 'candidate'");
        }
        if (Object.hasOwn(data, 'description')) {
            return {description: part(data, 'description', description)};
        }
        return {candidate: data.candidate === null ? null : part(data, 'candidate', candidate)};
    });
}

/** One frame of ours, checked. Throws InvalidValue when the message breaks a rule. */
export function encodeClient(message) {
    return JSON.stringify({type: message.type, ...CLIENT_MESSAGES[message.type](message)});
}

function attempt(read) {
    try {
        return {ok: true, message: read()};
    } catch (e) {
        if (e instanceof InvalidValue) {
            return {ok: false, code: e.code, detail: e.message};
        }
        throw e;
    }
}

function participant(o) {
    return {id: id(text(o, 'id')), name: displayName(text(o, 'name')), state: part(o, 'state', state)};
}

function state(o) {
    return {audio: flag(o, 'audio'), video: flag(o, 'video'), screen: flag(o, 'screen'), hand: flag(o, 'hand')};
}

function iceServer(o) {
    return present({
        urls: texts(o, 'urls'), username: optionalText(o, 'username'), credential: optionalText(o, 'credential'),
    });
}

function description(o) {
    const type = text(o, 'type');
    if (type !== 'offer' && type !== 'answer') {
        throw bad("A description is an 'offer' or an 'answer'");
    }
    return {type, sdp: text(o, 'sdp')};
}

function candidate(o) {
    return present({
        candidate: text(o, 'candidate'),
        sdpMid: optionalText(o, 'sdpMid'),
        sdpMLineIndex: optionalSmall(o, 'sdpMLineIndex'),
        usernameFragment: optionalText(o, 'usernameFragment'),
    });
}

// A newer server may know more reasons and codes: gone is gone, and an unknown code is the server's own affair.
function leaveReason(word) {
    return LEAVE_REASONS.has(word) ? word : 'left';
}

function errorCode(word) {
    return ERROR_CODES.has(word) ? word : 'internal';
}

function id(value) {
    return matching(ID, value, 'Not an id');
}

function requestId(value) {
    return matching(REQUEST_ID, value, `A request id has 1 to ${REQUEST_ID_CHARS} visible ASCII characters`);
}

function clientInfo(value) {
    return matching(CLIENT_INFO, value, `A client's name and version have 1 to ${CLIENT_INFO_CHARS} ASCII characters`);
}

function matching(pattern, value, detail) {
    if (!pattern.test(value)) {
        throw bad(detail);
    }
    return value;
}

function sized(data) {
    if (JSON.stringify(data).length > SIGNAL_CHARS) {
        throw new InvalidValue('too-large', `Signal data has at most ${SIGNAL_CHARS} characters`);
    }
    return data;
}

function optionally(value, read) {
    return value === null ? null : read(value);
}

/** Without the fields that are not there. */
function present(object) {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
