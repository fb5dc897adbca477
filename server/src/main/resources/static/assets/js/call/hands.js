/**
 * The raised hands in their order, which is the same for everybody: who raises takes a number above all that it has seen, and of
 * equal numbers the lower key is first. A value; the twin of `org.confero.call.Hands`.
 *
 * @typedef {{self: string, raised: Map<string, number>, highest: number}} Hands
 */
import {CHAT_AUTHORS, COUNT} from '../protocol/limits.js';

/** @returns {Hands} */
export function none(self) {
    return {self, raised: new Map(), highest: 0};
}

/** We raise our hand; a raised one stays where it is. */
export function raise(hands) {
    return hands.raised.has(hands.self) ? hands : change(hands, hands.self, Math.min(COUNT, hands.highest + 1));
}

export function lower(hands) {
    return change(hands, hands.self, null);
}

/** Somebody's state came, with its number or with null. */
export function hear(hands, peer, number) {
    return peer === hands.self ? hands : change(hands, peer, number);
}

export function gone(hands, peer) {
    return change(hands, peer, null);
}

/** Our number, for our state message; undefined while our hand is down. */
export function own({self, raised}) {
    return raised.get(self);
}

/** Whose turn it is first, first. */
export function order({raised}) {
    return [...raised.keys()].sort().sort((one, other) => raised.get(one) - raised.get(other));
}

function change({self, raised: before, highest}, key, number) {
    const raised = new Map(before);
    if (number === null) {
        raised.delete(key);
    } else if (raised.has(key) || raised.size < CHAT_AUTHORS) {
        raised.set(key, number);
    }
    return {self, raised, highest: Math.max(highest, number ?? 0)};
}
