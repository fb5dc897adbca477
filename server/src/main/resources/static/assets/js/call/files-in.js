/**
 * The files that one other client offers to us, as a pure function: `step(state, event) -> {next, effects}`. It holds no bytes: it
 * says which pieces are to be written. The twin of `org.confero.call.FilesIn`, on the same traces; files-out.js is the other side and
 * has the stages; PROTOCOL.md, "Files".
 *
 * The first three: the other says so. `piece`: one came over the channel for files, with so many bytes beside its header. `accept` and
 * `decline`: the person wants it, or does not, or no longer. `written`: all bytes before this one have been. `failed`: it cannot be
 * written. `kept`: what was asked for by `finish` has been done, the SHA-256 is the same; `damaged`: it is another one. `opened`,
 * `closed` and `gone` as in files-out.js.
 * @typedef {{type: 'offered', file: number, name: string, size: number}
 *     | {type: 'done', file: number, sha256: string}
 *     | {type: 'cancelled', file: number}
 *     | {type: 'piece', file: number, offset: number, length: number}
 *     | {type: 'accept', file: number}
 *     | {type: 'decline', file: number}
 *     | {type: 'written', file: number, offset: number}
 *     | {type: 'failed', file: number}
 *     | {type: 'kept', file: number}
 *     | {type: 'damaged', file: number}
 *     | {type: 'opened'}
 *     | {type: 'closed'}
 *     | {type: 'gone'}} FilesInEvent
 *
 * The first three: over the control channel. `begin`: a place is needed to write it to. `write`: the bytes of the piece that has just
 * come are to be written after those before. `finish`: all of it is written; if this is its SHA-256 it is to be kept. `discard`: what
 * there is of it is to be deleted. `show`: how it stands now, and what is written of it; a first `offered` is a new offer.
 * @typedef {{type: 'send-accept', file: number, offset: number}
 *     | {type: 'send-progress', file: number, offset: number}
 *     | {type: 'send-refuse', file: number, reason: 'declined' | 'cancelled' | 'failed' | 'damaged'}
 *     | {type: 'begin', file: number}
 *     | {type: 'write', file: number}
 *     | {type: 'finish', file: number, sha256: string}
 *     | {type: 'discard', file: number}
 *     | {type: 'show', file: number, stage: import('./files-out.js').FileStage, bytes: number}} FilesInEffect
 */
import {FILE_WINDOW_BYTES, FILES_PER_LINK} from '../protocol/limits.js';

/** After so many bytes that are written the other is told: often enough that it never runs out of what it may send. */
export const PROGRESS = FILE_WINDOW_BYTES / 4;

/**
 * Before the first hello. `files`: those that are not over; `over`: the last ones that are, as the other may not have heard.
 */
export const NONE = Object.freeze({open: false, files: new Map(), over: Object.freeze([])});

/**
 * @param {FilesInEvent} event
 * @returns {{next: object, effects: FilesInEffect[]}}
 */
export function step(before, event) {
    const state = {open: before.open, files: new Map(before.files), over: before.over};
    const effects = [];
    take(state, event, effects);
    return {next: state, effects};
}

function take(state, event, effects) {
    switch (event.type) {
        case 'offered':
            return offered(state, event, effects);
        case 'done':
            return done(state, event, effects);
        case 'cancelled':
            return cancelled(state, event.file, effects);
        case 'piece':
            return piece(state, event, effects);
        case 'accept':
            return accept(state, event.file, effects);
        case 'decline':
            return decline(state, event.file, effects);
        case 'written':
            return written(state, event, effects);
        case 'failed':
            return refuse(state, event.file, 'failed', 'failed-here', effects);
        case 'kept':
            return kept(state, event.file, effects);
        case 'damaged':
            return refuse(state, event.file, 'damaged', 'damaged', effects);
        case 'opened':
            return opened(state, effects);
        case 'closed':
            return closed(state, effects);
        case 'gone':
            return gone(state, effects);
        default:
            throw new TypeError(`No event of files that come in: ${event.type}`);
    }
}

function offered(state, {file, name, size}, effects) {
    if (!state.open || state.files.has(file)) {
        return;
    }
    const ended = state.over.find(each => each.file === file);
    if (ended !== undefined) {
        sayEnd(ended, effects);
    } else if (state.files.size >= FILES_PER_LINK) {
        effects.push({type: 'send-refuse', file, reason: 'failed'});
    } else {
        const fresh = {name, size, stage: 'offered', came: 0, written: 0, told: 0, sha256: null, finishing: false};
        show(state, file, fresh, effects);
    }
}

function accept(state, number, effects) {
    const file = state.files.get(number);
    if (file?.stage !== 'offered') {
        return;
    }
    effects.push({type: 'begin', file: number});
    if (state.open) {
        ask(state, number, file, effects);
    } else {
        show(state, number, {...file, stage: 'waiting'}, effects);
    }
}

/** What the other says in future begins anew with it. */
function ask(state, number, file, effects) {
    show(state, number, {...file, stage: 'moving', told: file.came, sha256: null, finishing: false}, effects);
    effects.push({type: 'send-accept', file: number, offset: file.came});
}

function decline(state, number, effects) {
    const file = state.files.get(number);
    if (file?.stage === 'offered') {
        refuse(state, number, 'declined', 'declined', effects);
    } else if (file !== undefined && !file.finishing) {
        refuse(state, number, 'cancelled', 'cancelled-here', effects);
    }
}

function piece(state, {file: number, offset, length}, effects) {
    const file = state.files.get(number);
    if (!state.open || file?.stage !== 'moving' || length < 1 || offset !== file.came
            || offset + length > Math.min(file.size, file.told + FILE_WINDOW_BYTES)) {
        return;
    }
    state.files.set(number, {...file, came: offset + length});
    effects.push({type: 'write', file: number});
}

function written(state, {file: number, offset}, effects) {
    const before = state.files.get(number);
    if (before === undefined || offset <= before.written || offset > before.came) {
        return;
    }
    const file = {...before, written: offset};
    show(state, number, file, effects);
    // That we have all is not said before it is known to be right.
    if (state.open && file.stage === 'moving' && offset - file.told >= PROGRESS && offset < file.size) {
        state.files.set(number, {...file, told: offset});
        effects.push({type: 'send-progress', file: number, offset});
    }
    finish(state, number, effects);
}

function done(state, {file: number, sha256}, effects) {
    const file = state.files.get(number);
    if (state.open && file?.stage === 'moving' && !file.finishing) {
        // It may overtake the last pieces, which take another channel.
        state.files.set(number, {...file, sha256});
        finish(state, number, effects);
    }
}

function finish(state, number, effects) {
    const file = state.files.get(number);
    if (file.sha256 !== null && file.written === file.size) {
        state.files.set(number, {...file, finishing: true});
        effects.push({type: 'finish', file: number, sha256: file.sha256});
    }
}

function kept(state, number, effects) {
    const file = state.files.get(number);
    if (file !== undefined) {
        state.files.delete(number);
        effects.push({type: 'show', file: number, stage: 'done', bytes: file.size});
        end(state, {file: number, size: file.size, reason: null}, effects);
    }
}

function refuse(state, number, reason, stage, effects) {
    const file = state.files.get(number);
    if (file !== undefined) {
        state.files.delete(number);
        discard(number, file, stage, effects);
        end(state, {file: number, size: file.size, reason}, effects);
    }
}

function end(state, ended, effects) {
    state.over = [...state.over, ended].slice(-FILES_PER_LINK);
    if (state.open) {
        sayEnd(ended, effects);
    }
}

function sayEnd({file, size, reason}, effects) {
    effects.push(
        reason === null ? {type: 'send-progress', file, offset: size} : {type: 'send-refuse', file, reason},
    );
}

function cancelled(state, number, effects) {
    const file = state.files.get(number);
    // All of one that is being looked at is here.
    if (state.open && file !== undefined && !file.finishing) {
        state.files.delete(number);
        discard(number, file, 'cancelled-there', effects);
    }
}

function opened(state, effects) {
    state.open = true;
    for (const number of inOrder(state)) {
        const file = state.files.get(number);
        if (file.stage === 'waiting' && !file.finishing) {
            ask(state, number, file, effects);
        }
    }
}

function closed(state, effects) {
    state.open = false;
    for (const number of inOrder(state)) {
        const file = state.files.get(number);
        if (file.stage === 'moving') {
            show(state, number, {...file, stage: 'waiting'}, effects);
        }
    }
}

function gone(state, effects) {
    closed(state, effects);
    for (const number of inOrder(state)) {
        const file = state.files.get(number);
        if (!file.finishing) {
            state.files.delete(number);
            discard(number, file, 'gone', effects);
        }
    }
    state.over = [];
}

function discard(number, file, stage, effects) {
    if (file.stage !== 'offered') {
        effects.push({type: 'discard', file: number});
    }
    effects.push({type: 'show', file: number, stage, bytes: file.written});
}

function show(state, number, file, effects) {
    state.files.set(number, file);
    effects.push({type: 'show', file: number, stage: file.stage, bytes: file.written});
}

function inOrder({files}) {
    return [...files.keys()].sort((one, other) => one - other);
}
