/**
 * The signals of one link, in order and once, whatever ways they take and whatever is lost, repeated or overtaken on them, as a pure
 * function: `step(state, event) -> {next, effects}`. It also tells the connections apart that a link has had. The twin of
 * `org.confero.call.Delivery`, on the same traces; PROTOCOL.md, "Delivery of signals". Times in milliseconds; a tick has to come at
 * `wakeAt(state)`, unless that is -1.
 *
 * @typedef {{connection: number, seq: number, ack: number}} LinkStamp
 * @typedef {{description: object} | {candidate: object | null}} SignalData
 *
 * `came`: on whatever way. `routed`: there is a way where none was, or another one than before. `rebuilt`: we have made our
 * connection anew.
 * @typedef {{type: 'say', data: SignalData, now: number}
 *     | {type: 'came', stamp?: LinkStamp, data?: SignalData, now: number}
 *     | {type: 'routed', now: number}
 *     | {type: 'rebuilt'}
 *     | {type: 'tick', now: number}} DeliveryEvent
 *
 * `transmit`: send this on the way that there is; where none is, drop it. `renew`: the other side has made its connection anew:
 * close ours and make another one that waits for its offer. `give-up`: the connection has to be made anew.
 * @typedef {{type: 'transmit', stamp: LinkStamp, data?: SignalData}
 *     | {type: 'deliver', data: SignalData}
 *     | {type: 'renew'}
 *     | {type: 'give-up'}} DeliveryEffect
 */
import {SIGNALS_KEPT} from '../protocol/limits.js';

/** What has come is acknowledged after so long, unless an answer carries the acknowledgement before. */
export const ACK_AFTER = 250;

/** What is not acknowledged is said again after so long, and after twice as long each time, up to the longest. */
export const AGAIN_AFTER = 2000;
export const LONGEST_AGAIN = 16_000;

/**
 * Whoever has heard nothing but what comes later in a connection has not been told its beginning by then, and will not be: it was told
 * to a connection from before ours. Longer than what is not acknowledged takes to be said again.
 */
export const BEGINNING_WITHIN = 3000;

/**
 * For a new link.
 *
 * @param {number} connection above any number that an earlier connection of this link may have had: the time in milliseconds since
 *     1970
 */
export function initial(connection) {
    return {
        connection, plain: false, said: 0, kept: [], heard: 0, early: new Map(), ackAt: -1, againAt: -1, againAfter: AGAIN_AFTER,
        vainAt: -1,
    };
}

/** When the next tick has to come, -1 for never. */
export function wakeAt({ackAt, againAt, vainAt}) {
    return earlier(earlier(ackAt, againAt), vainAt);
}

function earlier(one, other) {
    return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
}

/**
 * @param {DeliveryEvent} event
 * @returns {{next: object, effects: DeliveryEffect[]}}
 */
export function step(before, event) {
    const state = {...before, early: new Map(before.early)};
    const effects = [];
    take(state, event, effects);
    return {next: state, effects};
}

function take(state, event, effects) {
    switch (event.type) {
        case 'say':
            return say(state, event.data, event.now, effects);
        case 'came':
            return (event.stamp ?? null) === null
                ? plain(state, event.data, effects)
                : came(state, event.stamp, event.data, event.now, effects);
        case 'routed':
            return again(state, event.now, AGAIN_AFTER, effects);
        case 'rebuilt':
            return Object.assign(state, initial(state.connection + 1));
        case 'tick':
            return tick(state, event.now, effects);
        default:
            throw new TypeError(`No delivery event: ${event.type}`);
    }
}

function say(state, data, now, effects) {
    state.said += 1;
    transmit(state, {seq: state.said, data}, effects);
    if (state.plain) {
        return;
    }
    state.kept = [...state.kept, {seq: state.said, data}];
    state.againAt = state.againAt < 0 ? now + state.againAfter : state.againAt;
    if (state.kept.length > SIGNALS_KEPT) {
        Object.assign(state, {kept: [], againAt: -1});
        effects.push({type: 'give-up'});
    }
}

function plain(state, data, effects) {
    Object.assign(state, {plain: true, kept: [], againAt: -1});
    if (data !== undefined) {
        effects.push({type: 'deliver', data});
    }
}

function came(state, stamp, data, now, effects) {
    if (stamp.connection < state.connection) {
        return;
    }
    if (stamp.connection > state.connection) {
        meet(state, stamp.connection, effects);
    }
    acknowledged(state, stamp.ack);
    if (data !== undefined && stamp.seq > 0) {
        state.ackAt = state.ackAt < 0 ? now + ACK_AFTER : state.ackAt;
        hear(state, stamp.seq, data, effects);
        state.vainAt = vainAt(state, now);
    }
}

function vainAt({heard, early, vainAt: already}, now) {
    if (heard > 0 || early.size === 0) {
        return -1;
    }
    return already < 0 ? now + BEGINNING_WITHIN : already;
}

/** The other side has begun a connection that we have not heard of; ours fits it as long as it has said nothing. */
function meet(state, theirs, effects) {
    const used = state.said > 0;
    Object.assign(state, initial(theirs));
    if (used) {
        effects.push({type: 'renew'});
    }
}

function acknowledged(state, ack) {
    if (state.kept.length === 0 || state.kept[0].seq > ack) {
        return;
    }
    state.kept = state.kept.filter(({seq}) => seq > ack);
    state.againAfter = AGAIN_AFTER;
    state.againAt = state.kept.length === 0 ? -1 : state.againAt;
}

function hear(state, seq, data, effects) {
    if (seq <= state.heard || state.early.size >= SIGNALS_KEPT) {
        return;
    }
    state.early.set(seq, data);
    for (let next = state.heard + 1; state.early.has(next); next++) {
        effects.push({type: 'deliver', data: state.early.get(next)});
        state.early.delete(next);
        state.heard = next;
    }
}

function again(state, now, after, effects) {
    state.kept.forEach(each => transmit(state, each, effects));
    if (state.kept.length > 0) {
        Object.assign(state, {againAfter: after, againAt: now + after});
    }
}

function tick(state, now, effects) {
    if (state.againAt >= 0 && now >= state.againAt) {
        again(state, now, Math.min(LONGEST_AGAIN, 2 * state.againAfter), effects);
    }
    if (state.ackAt >= 0 && now >= state.ackAt) {
        transmit(state, {seq: 0}, effects);
    }
    if (state.vainAt >= 0 && now >= state.vainAt) {
        Object.assign(state, {vainAt: -1, early: new Map()});
        effects.push({type: 'give-up'});
    }
}

function transmit(state, {seq, data}, effects) {
    state.ackAt = -1;
    const stamp = {connection: state.connection, seq, ack: state.heard};
    effects.push({type: 'transmit', stamp, ...(data === undefined ? {} : {data})});
}
