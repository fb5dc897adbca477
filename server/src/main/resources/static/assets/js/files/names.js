// What files may be called: over the wire, and on the disk of whoever saves one.
import {FILE_NAME_CHARS} from '../protocol/limits.js';

const NOT_SENT = /[/\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** What the name of a file of this machine is sent as: PROTOCOL.md allows it, and its ending stays. */
export function nameToSend(name) {
    const clean = name.replace(NOT_SENT, '_');
    if (clean === '' || clean === '.' || clean === '..') {
        return 'file';
    }
    if (clean.length <= FILE_NAME_CHARS) {
        return clean;
    }
    const ending = /\.[^.]{1,16}$/u.exec(clean)?.[0] ?? '';
    return clean.slice(0, FILE_NAME_CHARS - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
