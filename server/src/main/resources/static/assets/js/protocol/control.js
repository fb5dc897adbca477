// What two participants say to each other over their link's control channel; the twin of org.confero.protocol.ControlMessage
// and org.confero.codec.ControlFrames. PROTOCOL.md, "Control channel".
import {bad, flag, optionalText, optionalWhole, parse, part, parts, payload, small, text, texts, whole} from './fields.js';
import {
    ABILITIES, ABILITY_CHARS, CHAT_AUTHORS, CHAT_CHARS, CONTROL_BYTES, CONTROL_CHARS, FILE_BYTES, FILE_NAME_CHARS, PART_CHARS,
    PICTURE_PIXELS, PICTURE_RATE, REACTION_CHARS, ROOM_CAPACITY,
} from './limits.js';
import {attempt, clientInfo, id, known, matching, optionally, present, state} from './messages.js';
import {InvalidValue, displayName} from './values.js';

const ABILITY = new RegExp(`^[a-z0-9-]{1,${ABILITY_CHARS}}$`);
const REACTION = new RegExp(`^[^\\p{Cc}\\p{Cs}\\p{L}\\p{Zl}\\p{Zp}\\p{Zs}]{1,${REACTION_CHARS}}$`, 'u');
const FORBIDDEN_IN_CHAT = /[^\P{Cc}\n\t]|\p{Cs}/u;
const FORBIDDEN_IN_FILE_NAME = /[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]|^\.\.?$/u;
const SHA256 = /^[0-9a-f]{64}$/;
const SOURCES = new Set(['camera', 'screen']);
const REFUSALS = ['failed', 'declined', 'cancelled', 'damaged'];

const MESSAGES = {
    hello: o => ({
        client: part(o, 'client', c => ({name: clientInfo(text(c, 'name')), version: clientInfo(text(c, 'version'))})),
        key: id(text(o, 'key')),
        id: id(text(o, 'id')),
        name: displayName(text(o, 'name')),
        present: whole(o, 'present'),
        abilities: most('abilities', ABILITIES, texts(o, 'abilities').map(ability)),
    }),
    state: o => raised(present({state: part(o, 'state', state), raised: optionalWhole(o, 'raised')})),
    want: o => present({source: source(text(o, 'source')), size: optionally(o.size ?? null, () => part(o, 'size', size))}),
    links: o => ({up: most('up', ROOM_CAPACITY, texts(o, 'up').map(id))}),
    chat: o => chatOf(present({...chatEntry(o), after: whole(o, 'after'), until: optionalWhole(o, 'until')})),
    'chat-ack': o => ({heard: most('heard', CHAT_AUTHORS, parts(o, 'heard', heard))}),
    'chat-wanted': o => ({heard: most('heard', CHAT_AUTHORS, parts(o, 'heard', heard))}),
    'chat-end': o => ({more: flag(o, 'more')}),
    reaction: o => ({emoji: emoji(text(o, 'emoji'))}),
    clock: o => present({asked: whole(o, 'asked'), answered: optionalWhole(o, 'answered')}),
    signal: o => signal(present({
        to: optionally(optionalText(o, 'to'), id), from: optionally(optionalText(o, 'from'), id), data: payload(o, 'data'),
    })),
    'file-offer': o => ({file: file(o), name: fileName(text(o, 'name')), size: offset(o, 'size')}),
    'file-accept': o => ({file: file(o), offset: offset(o, 'offset')}),
    'file-progress': o => ({file: file(o), offset: offset(o, 'offset')}),
    'file-refuse': o => ({file: file(o), reason: known(text(o, 'reason'), REFUSALS)}),
    'file-cancel': o => ({file: file(o)}),
    'file-done': o => ({
        file: file(o), sha256: matching(SHA256, text(o, 'sha256'), 'A SHA-256 has 64 small hexadecimal digits'),
    }),
    bye: () => ({}),
};

/**
 * Reads the next text of a channel. Never throws.
 *
 * @param {string} pending the parts so far of a message that is not here yet, joined; '' when none is under way
 * @param {string} frame
 * @returns {{next: string, message: {ok: true, message: object} | {ok: false, code: string, detail: string} | null}} message is
 *     null when another part has to come. What is bad is dropped, with the parts before it
 */
export function readControl(pending, frame) {
    const read = attempt(() => {
        const object = parse(frame, CONTROL_BYTES);
        return text(object, 'type') === 'part' ? join(pending, object) : {next: '', whole: object};
    });
    if (!read.ok) {
        return {next: '', message: read};
    }
    const {next, whole: object} = read.message;
    return {next, message: object === null ? null : attempt(() => message(object))};
}

/**
 * The texts that say this, to be sent in this order with nothing in between. Throws InvalidValue when the message breaks a rule.
 *
 * @param {object} said with its type
 * @returns {string[]}
 */
export function writeControl(said) {
    const frame = JSON.stringify(message(said));
    return bytes(frame) <= CONTROL_BYTES ? [frame] : cut(frame);
}

/** One entry of the chat, checked. Throws InvalidValue. */
export function chatEntry(o) {
    const entry = present({
        author: id(text(o, 'author')),
        id: whole(o, 'id'),
        seq: whole(o, 'seq'),
        time: whole(o, 'time'),
        sent: whole(o, 'sent'),
        name: displayName(text(o, 'name')),
        text: optionalText(o, 'text'),
    });
    if (entry.id < 1 || entry.seq < entry.id) {
        throw bad("A chat message's 'id' is 1 or more, and 'seq' not below it");
    }
    if (entry.text === undefined ? entry.seq === entry.id : !isChatText(entry.text)) {
        throw bad(`A chat message has 1 to ${CHAT_CHARS} characters, no control characters, and is not born deleted`);
    }
    return entry;
}

/** Whether this may be said in chat. */
export function isChatText(said) {
    return said !== '' && said.length <= CHAT_CHARS && !FORBIDDEN_IN_CHAT.test(said);
}

function chatOf(said) {
    if (said.after >= said.seq || said.after >= (said.until ?? Infinity)) {
        throw bad("'after' is below 'seq' and 'until'");
    }
    return said;
}

function message(object) {
    const type = text(object, 'type');
    if (!Object.hasOwn(MESSAGES, type)) {
        throw new InvalidValue('unknown-type', 'No message of this type is known here');
    }
    return {type, ...MESSAGES[type](object)};
}

function join(pending, object) {
    const last = flag(object, 'last');
    const piece = text(object, 'text');
    if (piece === '' || piece.length > PART_CHARS) {
        throw bad(`A part has 1 to ${PART_CHARS} characters`);
    }
    const joined = pending + piece;
    if (joined.length > CONTROL_CHARS) {
        throw new InvalidValue('too-large', `A control message in parts has at most ${CONTROL_CHARS} characters`);
    }
    return last ? {next: '', whole: parse(joined, Infinity)} : {next: joined, whole: null};
}

function cut(frame) {
    const pieces = [];
    for (let from = 0; from < frame.length; ) {
        let to = Math.min(from + PART_CHARS, frame.length);
        // Half of a pair is no UTF-8.
        if (to < frame.length && isHighSurrogate(frame.charCodeAt(to - 1))) {
            to -= 1;
        }
        pieces.push(JSON.stringify({type: 'part', last: to === frame.length, text: frame.slice(from, to)}));
        from = to;
    }
    return pieces;
}

function isHighSurrogate(unit) {
    return unit >= 0xd800 && unit < 0xdc00;
}

function bytes(frame) {
    return new TextEncoder().encode(frame).length;
}

function ability(word) {
    return matching(ABILITY, word, 'An ability is a kebab-case word');
}

function raised(message) {
    if (message.state.hand !== (message.raised !== undefined)) {
        throw bad("'raised' stands with a raised hand and only then");
    }
    return message;
}

function signal(message) {
    if (message.to !== undefined && message.from !== undefined) {
        throw bad('A signal has been carried or is to be, not both');
    }
    return message;
}

function source(word) {
    if (!SOURCES.has(word)) {
        throw bad("No such 'source' is known here");
    }
    return word;
}

function size(o) {
    const read = {width: small(o, 'width'), height: small(o, 'height'), framesPerSecond: small(o, 'framesPerSecond')};
    if (!within(read.width, PICTURE_PIXELS) || !within(read.height, PICTURE_PIXELS)
            || !within(read.framesPerSecond, PICTURE_RATE)) {
        throw bad(`A picture has 1 to ${PICTURE_PIXELS} pixels each way and 1 to ${PICTURE_RATE} frames a second`);
    }
    return read;
}

function heard(o) {
    return {author: id(text(o, 'author')), seq: whole(o, 'seq')};
}

function emoji(value) {
    if (value.length > REACTION_CHARS || !REACTION.test(value)) {
        throw bad(`A reaction has 1 to ${REACTION_CHARS} characters, no letters and no spaces`);
    }
    return value;
}

function file(o) {
    const number = small(o, 'file');
    if (number < 1) {
        throw bad("'file' is 1 or more");
    }
    return number;
}

function fileName(value) {
    if (value === '' || value.length > FILE_NAME_CHARS || FORBIDDEN_IN_FILE_NAME.test(value)) {
        throw bad(`A file's name has 1 to ${FILE_NAME_CHARS} characters, none of them a separator or control character`);
    }
    return value;
}

function offset(o, name) {
    const value = whole(o, name);
    if (value > FILE_BYTES) {
        throw bad(`'${name}' is at most ${FILE_BYTES} bytes`);
    }
    return value;
}

function within(value, bound) {
    return value >= 1 && value <= bound;
}

function most(name, bound, items) {
    if (items.length > bound) {
        throw bad(`'${name}' has at most ${bound} items`);
    }
    return items;
}
