/**
 * What has been said, as a value: every message once, in an order that is the same for everybody who has the same messages.
 * What is here of an author is what that author had said after the change that was heard last. The twin of
 * `org.confero.call.ChatLog`.
 *
 * @typedef {{author: string, id: number, seq: number, time: number, sent: number, name: string, text?: string}} ChatEntry
 *     as it stands after its author's last change of it; without text when it has been deleted
 * @typedef {{author: string, seq: number}} ChatHeard
 * @typedef {{entries: ChatEntry[], heard: Map<string, number>}} ChatLog entries as they are shown; heard is the number of the
 *     last change taken, for each author
 */
import {CHAT_AUTHORS, CHAT_ENTRIES} from '../protocol/limits.js';

/** @type {ChatLog} */
export const EMPTY = Object.freeze({entries: Object.freeze([]), heard: new Map()});

/** The number of this author's last change that is here, 0 for none. */
export function heardOf(log, author) {
    return log.heard.get(author) ?? 0;
}

/** Whether there is room for changes of this author. */
export function hasRoomFor(log, author) {
    return log.heard.has(author) || log.heard.size < CHAT_AUTHORS;
}

/**
 * After messages of one author as they stand after this change of theirs. What was said stays where and when it was said,
 * whatever a change of it claims.
 */
export function take(log, author, group, until) {
    const entries = [...log.entries];
    for (const entry of group) {
        const at = indexOf(entries, entry);
        if (at < 0) {
            entries.push(entry);
        } else if (entries[at].seq < entry.seq) {
            entries[at] = changed(entries[at], entry);
        }
    }
    return {entries: entries.sort(shown).slice(-CHAT_ENTRIES), heard: new Map(log.heard).set(author, until)};
}

/** Forgets authors of whom nothing is here any more, so that there is room for others. */
export function forget(log, stays) {
    const here = new Set(log.entries.map(entry => entry.author));
    return {entries: log.entries, heard: new Map([...log.heard].filter(([author]) => here.has(author) || stays(author)))};
}

/** This very change, if it is here and counts. */
export function find(log, change) {
    const found = log.entries[indexOf(log.entries, change)];
    return found?.seq === change.seq ? found : undefined;
}

/**
 * What somebody who has this author's changes up to that one lacks, in groups that have to be taken as a whole: a message that
 * was changed later stands for what others came before that change. Ends with the group in which there are `most`.
 *
 * @returns {{entry: ChatEntry, after: number, until?: number}[]}
 */
export function beyond(log, author, base, most) {
    const lacking = log.entries
        .filter(entry => entry.author === author && entry.seq > base)
        .sort((one, other) => one.id - other.id);
    const passed = [];
    let after = base;
    let last = 0;
    for (const [i, entry] of lacking.entries()) {
        last = Math.max(last, entry.seq);
        const next = i + 1 < lacking.length ? lacking[i + 1].id : heardOf(log, author) + 1;
        const whole = last < next && next > after + 1;
        passed.push({entry, after, ...(whole ? {until: next - 1} : {})});
        after = whole ? next - 1 : after;
        if (whole && passed.length >= most) {
            break;
        }
    }
    return passed;
}

/** @returns {ChatHeard[]} */
export function allHeard(log) {
    return [...log.heard.keys()].sort().map(author => ({author, seq: log.heard.get(author)}));
}

function indexOf(entries, {author, id}) {
    return entries.findIndex(each => each.author === author && each.id === id);
}

function changed(was, {seq, text}) {
    const {text: said, ...rest} = was;
    return {...rest, seq, ...(said === undefined || text === undefined ? {} : {text})};
}

function shown(one, other) {
    return one.time - other.time || compare(one.author, other.author) || one.id - other.id;
}

function compare(one, other) {
    return one < other ? -1 : Number(one > other);
}
