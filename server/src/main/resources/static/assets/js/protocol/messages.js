// What the server says, read; what the client says, written. PROTOCOL.md; the twin of org.confero.codec.
import {
    bad, flag, optionalSmall, optionalText, optionalTexts, optionalWhole, parse, part, parts, payload, small, text, texts, whole,
} from './fields.js';
import {
    CLIENT_INFO_CHARS, HOST_KEY_CHARS, PARTICIPANT_ID_CHARS, PASSCODE_CHARS, REQUEST_ID_CHARS, SERVER_ADDRESSES,
    SIGNAL_CHARS, TOKEN_CHARS,
} from './limits.js';
import {InvalidValue, displayName, roomId, roomTitle, serverOrigin} from './values.js';

const ID = new RegExp(`^[A-Za-z0-9_-]{1,${PARTICIPANT_ID_CHARS}}$`);
const REQUEST_ID = new RegExp(`^[!-~]{1,${REQUEST_ID_CHARS}}$`);
const CLIENT_INFO = new RegExp(`^[ -~]{1,${CLIENT_INFO_CHARS}}$`);

const LEAVE_REASONS = new Set(['left', 'lost', 'removed']);

const MODERATIONS = new Set(['admit', 'deny', 'remove', 'mute', 'lock', 'unlock', 'promote', 'demote', 'end']);

/** What is done to somebody; the rest is done to the room. */
const TARGETED = new Set(['admit', 'deny', 'remove', 'mute', 'promote', 'demote']);

const ERROR_CODES = new Set([
    'bad-message', 'unknown-type', 'too-large', 'hello-expected', 'already-joined', 'not-joined', 'no-such-participant',
    'room-invalid', 'no-such-room', 'name-invalid', 'room-full', 'room-locked', 'wrong-passcode',
    'unauthorized', 'not-allowed', 'conflict', 'not-found', 'too-many-requests', 'unavailable', 'internal',
]);

const SERVER_MESSAGES = {
    welcome: o => ({
        session: id(text(o, 'session')),
        secret: id(text(o, 'secret')),
        resumed: known(text(o, 'resumed'), ['none', 'complete', 'incomplete']),
        seq: whole(o, 'seq'),
        received: whole(o, 'received'),
        limits: part(o, 'limits', l => ({
            frame: small(l, 'frame'), name: small(l, 'name'), capacity: small(l, 'capacity'),
        })),
        heartbeat: whole(o, 'heartbeat'),
        grace: whole(o, 'grace'),
        server: part(o, 'server', server),
    }),
    joined: o => present({
        ref: optionally(optionalText(o, 'ref'), requestId),
        seq: whole(o, 'seq'),
        self: id(text(o, 'self')),
        room: part(o, 'room', room),
        participants: parts(o, 'participants', participant),
        iceServers: parts(o, 'iceServers', iceServer),
    }),
    waiting: o => present({
        ref: optionally(optionalText(o, 'ref'), requestId),
        seq: whole(o, 'seq'),
        self: id(text(o, 'self')),
        room: roomId(text(o, 'room')),
    }),
    left: () => ({}),
    'participant-joined': o => ({seq: whole(o, 'seq'), participant: part(o, 'participant', participant)}),
    'participant-updated': o => ({seq: whole(o, 'seq'), participant: part(o, 'participant', participant)}),
    'participant-left': o => ({seq: whole(o, 'seq'), id: id(text(o, 'id')), reason: leaveReason(text(o, 'reason'))}),
    signal: o => ({seq: whole(o, 'seq'), from: id(text(o, 'from')), data: payload(o, 'data')}),
    knock: o => ({
        seq: whole(o, 'seq'),
        visitor: part(o, 'visitor', v => ({id: id(text(v, 'id')), name: displayName(text(v, 'name'))})),
    }),
    'knock-ended': o => ({seq: whole(o, 'seq'), id: id(text(o, 'id'))}),
    'mute-requested': o => ({seq: whole(o, 'seq'), from: id(text(o, 'from'))}),
    'room-updated': o => ({seq: whole(o, 'seq'), room: part(o, 'room', room)}),
    removed: o => ({seq: whole(o, 'seq')}),
    ended: o => ({seq: whole(o, 'seq'), reason: known(text(o, 'reason'), ['host', 'deleted', 'expired'])}),
    'ice-servers': o => ({iceServers: parts(o, 'iceServers', iceServer)}),
    done: o => ({ref: requestId(text(o, 'ref'))}),
    pong: o => ({received: whole(o, 'received')}),
    closing: o => ({reason: text(o, 'reason'), reconnectAfter: whole(o, 'reconnectAfter')}),
    error: o => present({
        ref: optionally(optionalText(o, 'ref'), requestId),
        code: errorCode(text(o, 'code')),
        detail: text(o, 'detail'),
        retryAfter: optionalWhole(o, 'retryAfter'),
    }),
};

function server(o) {
    const addresses = optionalTexts(o, 'addresses').map(serverOrigin);
    if (addresses.length > SERVER_ADDRESSES) {
        throw bad(`'addresses' has at most ${SERVER_ADDRESSES} items`);
    }
    return present({version: text(o, 'version'), node: text(o, 'node'), addresses: addresses.length === 0 ? null : addresses});
}

function permille(message) {
    const value = whole(message, 'lossPermille');
    return value <= 1000 ? value : bad('\'lossPermille\' is 0 to 1000');
}

const CLIENT_MESSAGES = {
    hello: m => present({
        client: {name: clientInfo(m.client.name), version: clientInfo(m.client.version)},
        resume: optionally(m.resume ?? null, r => ({
            session: id(r.session), secret: id(r.secret), lastSeq: whole(r, 'lastSeq'),
        })),
        awayIsGoodbye: m.awayIsGoodbye ?? false ? flag(m, 'awayIsGoodbye') : undefined,
    }),
    join: m => present({
        id: requestId(m.id),
        room: roomId(m.room),
        name: displayName(m.name),
        state: state(m.state),
        passcode: shown(m, 'passcode', PASSCODE_CHARS),
        key: shown(m, 'key', HOST_KEY_CHARS),
        token: shown(m, 'token', TOKEN_CHARS),
    }),
    leave: () => ({}),
    signal: m => ({to: id(m.to), data: sized(m.data)}),
    state: m => ({state: state(m.state)}),
    moderate: m => present({id: requestId(m.id), action: moderation(m), target: optionally(m.target ?? null, id)}),
    quality: m => ({
        peer: id(m.peer),
        connectedMs: whole(m, 'connectedMs'),
        roundTripMs: whole(m, 'roundTripMs'),
        lossPermille: permille(m),
        frozenMs: whole(m, 'frozenMs'),
        relayed: flag(m, 'relayed'),
    }),
    ack: m => ({seq: whole(m, 'seq')}),
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

/**
 * Reads a signal's data with its stamp: {stamp?: {connection, seq, ack}, data?: {description}|{candidate}}. One of a
 * client that does not stamp has no stamp, one that only acknowledges no data. Never throws.
 */
export function decodeLinkSignal(data) {
    return attempt(() => {
        const stamp = optionally(data.link ?? null, () => part(data, 'link', linkStamp));
        const says = Object.hasOwn(data, 'description') || Object.hasOwn(data, 'candidate');
        if (!says && stamp?.seq === 0) {
            return {stamp};
        }
        const decoded = decodeSignal(data);
        if (!decoded.ok) {
            throw new InvalidValue(decoded.code, decoded.detail);
        }
        if (stamp?.seq === 0) {
            throw bad('Signal data that says something is counted');
        }
        return present({stamp, data: decoded.message});
    });
}

/** What to put into a signal message: the twin of decodeLinkSignal. */
export function encodeLinkSignal({stamp = null, data = {}}) {
    return {...present({link: stamp}), ...data};
}

function linkStamp(o) {
    return {connection: whole(o, 'connection'), seq: whole(o, 'seq'), ack: whole(o, 'ack')};
}

/** One frame of ours, checked. Throws InvalidValue when the message breaks a rule. */
export function encodeClient(message) {
    return JSON.stringify({type: message.type, ...CLIENT_MESSAGES[message.type](message)});
}

export function attempt(read) {
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
    return {
        id: id(text(o, 'id')),
        name: displayName(text(o, 'name')),
        state: part(o, 'state', state),
        role: known(text(o, 'role'), ['participant', 'host']),
        presence: known(text(o, 'presence'), ['connected', 'reconnecting']),
    };
}

function room(o) {
    return present({
        id: roomId(text(o, 'id')),
        title: optionally(optionalText(o, 'title'), roomTitle),
        locked: flag(o, 'locked'),
        capacity: small(o, 'capacity'),
        role: optionally(optionalText(o, 'role'), word => known(word, ['participant', 'host'])),
    });
}

export function state(o) {
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

/** The word itself, or the first of those that are known. */
export function known(word, words) {
    return words.includes(word) ? word : words[0];
}

function moderation({action, target = null}) {
    if (!MODERATIONS.has(action) || (TARGETED.has(action) && target === null)) {
        throw bad("'action' is not one that is known here, or 'target' is missing");
    }
    return action;
}

/** What a person shows at the door. */
function shown(object, name, most) {
    const value = optionalText(object, name);
    if (value !== null && (value === '' || value.length > most)) {
        throw bad(`'${name}' has 1 to ${most} characters`);
    }
    return value;
}

export function id(value) {
    return matching(ID, value, 'Not an id');
}

function requestId(value) {
    return matching(REQUEST_ID, value, `A request id has 1 to ${REQUEST_ID_CHARS} visible ASCII characters`);
}

export function clientInfo(value) {
    return matching(CLIENT_INFO, value, `A client's name and version have 1 to ${CLIENT_INFO_CHARS} ASCII characters`);
}

export function matching(pattern, value, detail) {
    if (!pattern.test(value)) {
        throw bad(detail);
    }
    return value;
}

export function sized(data) {
    if (JSON.stringify(data).length > SIGNAL_CHARS) {
        throw new InvalidValue('too-large', `Signal data has at most ${SIGNAL_CHARS} characters`);
    }
    return data;
}

export function optionally(value, read) {
    return value === null ? null : read(value);
}

/** Without the fields that are not there. */
export function present(object) {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}
