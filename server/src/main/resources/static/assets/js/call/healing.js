/**
 * When a link is healed, and how, as a pure function: `step(state, event) -> {next, effects}`. Both sides run it; when both
 * restart at once, the negotiation sorts it out. The twin of `org.confero.call.Healing`, on the same traces; PROTOCOL.md,
 * "Healing". Times in milliseconds of a clock that only moves forward; a tick has to come at `state.wakeAt`, unless that is -1.
 *
 * @typedef {{type: 'connection', state: 'connecting' | 'connected' | 'disconnected' | 'failed', now: number}
 *     | {type: 'network-changed', now: number}
 *     | {type: 'routed', up: boolean, now: number}
 *     | {type: 'round-trip', millis: number}
 *     | {type: 'offered', now: number} the other side's offer has come: while the link is down, that is an attempt of theirs
 *     | {type: 'silent', now: number} no sound has come for a second, where some came before; silence.js
 *     | {type: 'given-up', now: number}
 *     | {type: 'tick', now: number}} HealingEvent
 *
 * @typedef {'connecting' | 'connected' | 'reconnecting' | 'no-signaling' | 'no-path' | 'unreachable'} LinkCondition
 *
 * `rebuild`: close this connection and make another one, with a higher number in its stamp and an offer of ours.
 * @typedef {{type: 'restart-ice'}
 *     | {type: 'rebuild'}
 *     | {type: 'tell', condition: LinkCondition}} HealingEffect
 */

/** A connection that has not come up after so long is looked after. ICE itself takes 15 s to fail. */
export const CONNECT_PATIENCE = 10_000;

/**
 * Bounds of the wait after "disconnected". ICE says it after about 2.5 s of silence, so it is no time to be patient; but what
 * comes back within two round trips has only been late.
 */
export const SHORTEST_WAIT = 300;
export const LONGEST_WAIT = 1500;

/** An attempt is given so long and four round trips: offer, answer, checks, and a check that was lost. */
export const ATTEMPT = 1500;

/** After so many rebuilds attempts come more slowly: whoever has been gone for a minute and a half mostly stays away. */
export const EAGER_REBUILDS = 3;
export const SLOW_ATTEMPT = 8000;

/** How much later than the impolite side the polite one attempts: enough for the other's offer to come. */
export const POLITE_LATER = 1000;

/** Interfaces change in bursts; in so long one restart is enough. */
export const BURST = 1000;

/**
 * ICE keeps to a way on which nothing comes for more than 5 s where others seem to be there. Silence is no proof, as a microphone may be
 * gone: it is answered by one attempt in so long.
 */
export const SILENCE_AGAIN = 10_000;

/** After so many attempts in vain a person is told that there is no path. */
export const TOLD_AFTER = 3;

/** After so many attempts in vain the connection itself is made anew: about 20 s, longer than ICE takes to fail. */
export const REBUILD_AFTER = 10;

/** Between two rebuilds there is at least so long, and twice as long after each, up to the longest. */
export const REBUILD_WAIT = 2000;
export const LONGEST_REBUILD_WAIT = 60_000;

/** A round trip that has not been measured. */
const USUAL_ROUND_TRIP = 100;

/**
 * The state of a new link.
 *
 * @param {'polite' | 'impolite'} role
 * @param {boolean} relay whether we have a TURN server to go through
 * @param {number} now
 */
export function initial(role, relay, now) {
    return {
        role,
        relay,
        phase: 'healing',
        routed: true,
        roundTrip: USUAL_ROUND_TRIP,
        wakeAt: now + CONNECT_PATIENCE,
        attempts: 0,
        attemptedAt: -Infinity,
        owed: false,
        broken: false,
        rebuilds: 0,
        rebuiltAt: -Infinity,
        told: 'connecting',
    };
}

/**
 * @param {HealingEvent} event
 * @returns {{next: object, effects: HealingEffect[]}}
 */
export function step(before, event) {
    const state = {...before};
    const effects = [];
    take(state, event, effects);
    return {next: state, effects};
}

function take(state, event, effects) {
    switch (event.type) {
        case 'connection':
            return connection(state, event.state, event.now, effects);
        case 'network-changed':
            return networkChanged(state, event.now, effects);
        case 'routed':
            return routed(state, event.up, event.now, effects);
        case 'round-trip':
            state.roundTrip = Math.max(1, event.millis);
            return undefined;
        case 'offered':
            return offered(state, event.now, effects);
        case 'silent':
            return silent(state, event.now, effects);
        case 'given-up':
            Object.assign(state, {broken: true, phase: 'healing'});
            return attempt(state, event.now, effects);
        case 'tick':
            return tick(state, event.now, effects);
        default:
            throw new TypeError(`No healing event: ${event.type}`);
    }
}

function connection(state, now, at, effects) {
    if (now === 'connected' && !state.broken) {
        Object.assign(state, {phase: 'up', wakeAt: -1, attempts: 0, rebuilds: 0, owed: false});
        tell(state, 'connected', effects);
    } else if (now === 'disconnected' && state.phase === 'up') {
        const wait = Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, 2 * state.roundTrip));
        Object.assign(state, {phase: 'waiting', wakeAt: at + later(state, wait)});
        tell(state, 'reconnecting', effects);
    } else if (now === 'failed') {
        failed(state, at, effects);
    }
}

function failed(state, now, effects) {
    // While it is being healed, the attempt under way has its time.
    if (state.phase === 'healing' && state.attempts > 0) {
        return;
    }
    state.phase = 'healing';
    if (state.role === 'impolite') {
        attempt(state, now, effects);
    } else {
        state.wakeAt = now + POLITE_LATER;
        tell(state, 'reconnecting', effects);
    }
}

function networkChanged(state, now, effects) {
    if (now - state.attemptedAt < BURST) {
        Object.assign(state, {wakeAt: state.attemptedAt + BURST, owed: true});
    } else {
        attempt(state, now, effects);
    }
}

function routed(state, up, now, effects) {
    const back = up && !state.routed;
    state.routed = up;
    if (back && (state.owed || (state.phase === 'healing' && state.attempts > 0))) {
        attempt(state, now, effects);
    } else if (!up && state.phase !== 'up') {
        tell(state, 'no-signaling', effects);
    }
}

/** Another attempt would begin from nothing what theirs has found so far; by a TURN server that takes more than a second. */
function offered(state, now, effects) {
    if (state.phase === 'up' || state.told === 'connecting') {
        return;
    }
    state.phase = 'healing';
    state.attempts += 1;
    state.wakeAt = Math.max(state.wakeAt, now + later(state, attemptTime(state)));
    if (state.routed) {
        tellOfAttempts(state, effects);
    }
}

function silent(state, now, effects) {
    if (state.phase === 'up' && state.role === 'impolite' && now - state.attemptedAt >= SILENCE_AGAIN) {
        attempt(state, now, effects);
    }
}

function tick(state, now, effects) {
    if (state.wakeAt >= 0 && now >= state.wakeAt) {
        state.wakeAt = -1;
        if (state.phase !== 'up' || state.owed) {
            attempt(state, now, effects);
        }
    }
}

function attempt(state, now, effects) {
    if (state.phase === 'waiting') {
        state.phase = 'healing';
    }
    if (!state.routed) {
        state.owed = true;
        if (state.phase !== 'up') {
            tell(state, 'no-signaling', effects);
        }
        return;
    }
    state.owed = false;
    const most = state.role === 'impolite' ? REBUILD_AFTER : 2 * REBUILD_AFTER;
    if (state.broken || state.attempts >= most) {
        rebuild(state, now, effects);
    } else {
        restart(state, now, effects);
    }
}

function restart(state, now, effects) {
    state.attemptedAt = now;
    effects.push({type: 'restart-ice'});
    if (state.phase === 'up') {
        return;
    }
    state.attempts += 1;
    state.wakeAt = now + later(state, attemptTime(state));
    tellOfAttempts(state, effects);
}

function attemptTime(state) {
    return state.rebuilds < EAGER_REBUILDS ? ATTEMPT + 4 * state.roundTrip : SLOW_ATTEMPT;
}

function tellOfAttempts(state, effects) {
    const hopeless = state.relay ? 'unreachable' : 'no-path';
    tell(state, state.attempts > TOLD_AFTER || state.rebuilds > 0 ? hopeless : 'reconnecting', effects);
}

function rebuild(state, now, effects) {
    const wait = Math.min(LONGEST_REBUILD_WAIT, REBUILD_WAIT * 2 ** Math.min(state.rebuilds, 10));
    if (now - state.rebuiltAt < wait) {
        state.wakeAt = state.rebuiltAt + wait;
        return;
    }
    effects.push({type: 'rebuild'});
    Object.assign(state, {broken: false, attempts: 0, rebuiltAt: now, attemptedAt: now, rebuilds: state.rebuilds + 1});
    state.wakeAt = now + later(state, CONNECT_PATIENCE);
}

function later(state, wait) {
    return state.role === 'polite' ? wait + POLITE_LATER : wait;
}

function tell(state, condition, effects) {
    if (condition !== state.told) {
        state.told = condition;
        effects.push({type: 'tell', condition});
    }
}
