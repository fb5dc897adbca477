// What people type or paste to say which room they mean.
import {roomId} from './values.js';

const LINK = /^https?:\/\//i;

/**
 * Reads a room id or a room's link.
 *
 * @param {string} text what was typed
 * @returns {{room: string, origin: string|null}} origin is null for a bare id. Throws InvalidValue, room-invalid
 */
export function readRoom(text) {
    const typed = text.trim();
    if (!LINK.test(typed) || !URL.canParse(typed)) {
        return {room: roomId(typed), origin: null};
    }
    const link = new URL(typed);
    return {room: roomId(link.pathname.replace(/^\/|\/$/g, '')), origin: link.origin};
}

/** The room that a page's path names, or null: /demo is demo, / is none. */
export function roomOfPath(path) {
    try {
        return roomId(path.replace(/^\/|\/$/g, ''));
    } catch {
        return null;
    }
}

/** The link that leads others to this room. */
export function linkOf(room, origin) {
    return `${origin}/${room}`;
}
