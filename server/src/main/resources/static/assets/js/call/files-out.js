/**
 * The files that we offer to one other client, as a pure function: `step(state, event) -> {next, effects}`. It holds no bytes: it
 * says which ones are to be read and sent. The twin of `org.confero.call.FilesOut`, on the same traces; files-in.js is the other
 * side; PROTOCOL.md, "Files".
 *
 * How far a file is, for people, the same on both sides. `waiting`: the link is broken; it goes on by itself. Here and there are this
 * side and the other one. `gone`: whoever is at the other end has left before it was over. `too-many`: there are as many on this
 * link as may be.
 * @typedef {'offered' | 'moving' | 'waiting' | 'done' | 'declined' | 'cancelled-here' | 'cancelled-there' | 'failed-here'
 *     | 'failed-there' | 'damaged' | 'gone' | 'too-many'} FileStage
 *
 * `offer`: the number is ours for it, the same on every link, and never used for another one. `cancel`: the person wants it sent no
 * more. `failed`: it cannot be read. `hashed`: what was asked for by `hash`. `opened`: a hello came over an open control channel,
 * which is `closed` when it is down and may come back. `gone`: the other has left the call. The last three: the other says so.
 * @typedef {{type: 'offer', file: number, name: string, size: number}
 *     | {type: 'cancel', file: number}
 *     | {type: 'failed', file: number}
 *     | {type: 'hashed', file: number, sha256: string}
 *     | {type: 'opened'}
 *     | {type: 'closed'}
 *     | {type: 'gone'}
 *     | {type: 'accepted', file: number, offset: number}
 *     | {type: 'progressed', file: number, offset: number}
 *     | {type: 'refused', file: number, reason: 'declined' | 'cancelled' | 'failed' | 'damaged'}} FilesOutEvent
 *
 * The first three: over the control channel. `send-piece`: so many bytes from there on are to be read and sent over the channel for
 * files, after those that are asked for already. `forget`: pieces of this file that have been asked for and not been sent are not to
 * be. `hash`: the SHA-256 of the whole file is needed, `hashed`, or `failed`. `show`: how it stands now, and what the other has of it.
 * @typedef {{type: 'send-offer', file: number, name: string, size: number}
 *     | {type: 'send-done', file: number, sha256: string}
 *     | {type: 'send-cancel', file: number}
 *     | {type: 'send-piece', file: number, offset: number, length: number}
 *     | {type: 'forget', file: number}
 *     | {type: 'hash', file: number}
 *     | {type: 'show', file: number, stage: FileStage, bytes: number}} FilesOutEffect
 */
import {FILE_HEADER_BYTES, FILE_PIECE_BYTES, FILE_WINDOW_BYTES, FILES_PER_LINK} from '../protocol/limits.js';

/** Bytes of a file in one piece. */
export const PIECE = FILE_PIECE_BYTES - FILE_HEADER_BYTES;

/** After these nothing comes. */
const OVER = new Set([
    'done', 'declined', 'cancelled-here', 'cancelled-there', 'failed-here', 'failed-there', 'damaged', 'gone', 'too-many',
]);

const REFUSED = {declined: 'declined', cancelled: 'cancelled-there', failed: 'failed-there', damaged: 'damaged'};

/** Before the first hello. `files`: those that are not over, or of which the other is still to be told that they are. */
export const NONE = Object.freeze({open: false, files: new Map()});

/** @param {FileStage} stage */
export function isOver(stage) {
    return OVER.has(stage);
}

/**
 * @param {FilesOutEvent} event
 * @returns {{next: object, effects: FilesOutEffect[]}}
 */
export function step(before, event) {
    const state = {open: before.open, files: new Map(before.files)};
    const effects = [];
    take(state, event, effects);
    return {next: state, effects};
}

function take(state, event, effects) {
    switch (event.type) {
        case 'offer':
            return offer(state, event, effects);
        case 'cancel':
            return giveUp(state, event.file, 'cancelled-here', effects);
        case 'failed':
            return giveUp(state, event.file, 'failed-here', effects);
        case 'hashed':
            return hashed(state, event, effects);
        case 'opened':
            return opened(state, effects);
        case 'closed':
            return closed(state, effects);
        case 'gone':
            return gone(state, effects);
        case 'accepted':
            return accepted(state, event, effects);
        case 'progressed':
            return progressed(state, event, effects);
        case 'refused':
            return refused(state, event, effects);
        default:
            throw new TypeError(`No event of files that go out: ${event.type}`);
    }
}

function offer(state, {file, name, size}, effects) {
    if (state.files.has(file)) {
        return;
    }
    if (state.files.size >= FILES_PER_LINK) {
        effects.push({type: 'show', file, stage: 'too-many', bytes: 0});
        return;
    }
    show(state, file, {name, size, stage: 'offered', sent: 0, has: 0, hashing: false, sha256: null, done: false}, effects);
    if (state.open) {
        effects.push({type: 'send-offer', file, name, size});
    }
}

/** What the other has to know is said when it can be. */
function giveUp(state, number, why, effects) {
    const file = state.files.get(number);
    if (file === undefined || isOver(file.stage)) {
        return;
    }
    forget(number, file, effects);
    show(state, number, {...file, stage: why}, effects);
    if (state.open) {
        effects.push({type: 'send-cancel', file: number});
        state.files.delete(number);
    }
}

function hashed(state, {file: number, sha256}, effects) {
    const file = state.files.get(number);
    if (file !== undefined) {
        state.files.set(number, {...file, sha256});
        goOn(state, number, effects);
    }
}

function opened(state, effects) {
    state.open = true;
    for (const number of inOrder(state)) {
        const {stage, name, size} = state.files.get(number);
        if (isOver(stage)) {
            effects.push({type: 'send-cancel', file: number});
            state.files.delete(number);
        } else {
            // The other may not have heard of it, or we may not have heard its answer.
            effects.push({type: 'send-offer', file: number, name, size});
        }
    }
}

function closed(state, effects) {
    state.open = false;
    for (const number of inOrder(state)) {
        const file = state.files.get(number);
        forget(number, file, effects);
        if (file.stage === 'moving') {
            show(state, number, {...file, stage: 'waiting'}, effects);
        }
    }
}

function gone(state, effects) {
    state.open = false;
    for (const number of inOrder(state)) {
        const file = state.files.get(number);
        forget(number, file, effects);
        if (!isOver(file.stage)) {
            tell(number, {...file, stage: 'gone'}, effects);
        }
    }
    state.files.clear();
}

function accepted(state, {file: number, offset}, effects) {
    const file = state.files.get(number);
    if (!state.open) {
        return;
    }
    if (file === undefined) {
        effects.push({type: 'send-cancel', file: number});
    } else if (offset <= file.size) {
        forget(number, file, effects);
        show(state, number, {...file, stage: 'moving', sent: offset, has: offset, hashing: true, done: false}, effects);
        if (!file.hashing) {
            effects.push({type: 'hash', file: number});
        }
        goOn(state, number, effects);
    }
}

function progressed(state, {file: number, offset}, effects) {
    const file = state.files.get(number);
    if (!state.open || file === undefined || offset < file.has || offset > file.sent) {
        return;
    }
    if (file.done && offset === file.size) {
        tell(number, {...file, has: offset, stage: 'done'}, effects);
        state.files.delete(number);
    } else if (file.stage === 'moving') {
        show(state, number, {...file, has: offset}, effects);
        goOn(state, number, effects);
    }
}

function refused(state, {file: number, reason}, effects) {
    const file = state.files.get(number);
    if (!state.open || file === undefined) {
        return;
    }
    forget(number, file, effects);
    tell(number, {...file, stage: REFUSED[reason]}, effects);
    state.files.delete(number);
}

/** Asks for as many pieces as may be under way, and after the last one says that it is all. */
function goOn(state, number, effects) {
    const file = {...state.files.get(number)};
    if (file.stage !== 'moving') {
        return;
    }
    for (let length = nextLength(file); length > 0; length = nextLength(file)) {
        effects.push({type: 'send-piece', file: number, offset: file.sent, length});
        file.sent += length;
    }
    if (file.sent === file.size && file.sha256 !== null && !file.done) {
        effects.push({type: 'send-done', file: number, sha256: file.sha256});
        file.done = true;
    }
    state.files.set(number, file);
}

/** 0 when there is no room for another piece, or nothing more. A small one goes only at the end. */
function nextLength({size, sent, has}) {
    const length = Math.min(PIECE, size - sent);
    return sent + length - has <= FILE_WINDOW_BYTES ? length : 0;
}

function forget(number, {stage}, effects) {
    if (stage === 'moving') {
        effects.push({type: 'forget', file: number});
    }
}

function show(state, number, file, effects) {
    state.files.set(number, file);
    tell(number, file, effects);
}

function tell(number, {stage, has}, effects) {
    effects.push({type: 'show', file: number, stage, bytes: has});
}

function inOrder({files}) {
    return [...files.keys()].sort((one, other) => one - other);
}
