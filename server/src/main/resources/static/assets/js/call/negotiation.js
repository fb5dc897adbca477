/**
 * Perfect negotiation of one link as a pure function: `step(state, event) -> {next, effects}`. The twin of
 * `org.confero.call.Negotiation`, in the same words and on the same fixtures; PROTOCOL.md, "Negotiation", has the rules.
 *
 * It holds no connection, clock or timer: the caller carries the effects out one at a time and feeds their completions
 * back. The other side's descriptions and candidates have to come in the order in which it sent them, each once.
 *
 * @typedef {'polite' | 'impolite'} Role
 * @typedef {{type: 'offer' | 'answer', sdp: string}} Description
 * @typedef {{candidate: string, sdpMid?: string | null, sdpMLineIndex?: number | null,
 *     usernameFragment?: string | null}} Candidate
 *
 * What can happen. `needed`: the connection wants an offer. `local-description`: create-offer or create-answer is done and
 * applied locally. `done`: accept or rollback is done. `failed`: the operation under way failed.
 * @typedef {{type: 'needed'}
 *     | {type: 'remote-description', description: Description}
 *     | {type: 'remote-candidate', candidate: Candidate | null}
 *     | {type: 'local-description', description: Description}
 *     | {type: 'done'}
 *     | {type: 'failed'}} NegotiationEvent
 *
 * What to do. The first four are operations: each is answered by one event, and no second one is asked for before that.
 * @typedef {{type: 'create-offer'}
 *     | {type: 'create-answer'}
 *     | {type: 'accept', description: Description}
 *     | {type: 'rollback'}
 *     | {type: 'add-candidate', candidate: Candidate}
 *     | {type: 'send', description: Description}
 *     | {type: 'give-up', reason: string}} NegotiationEffect
 *
 * JSEP's signaling state, and the operation under way if there is one; `description` is the remote one that it is about.
 * @typedef {{name: 'stable' | 'have-local-offer' | 'offering' | 'answering' | 'rolling-back' | 'accepting-offer'
 *     | 'accepting-answer' | 'over', description?: Description}} Phase
 *
 * `ufrags` are those of the accepted remote description, null before there is one; `ignoring` says that an offer was
 * ignored since.
 * @typedef {{ufrags: string[] | null, ignoring: boolean, waiting: Candidate[]}} Candidates
 *
 * @typedef {{role: Role, phase: Phase, needed: boolean, waitsForOffer: boolean, candidates: Candidates,
 *     inbox: NegotiationEvent[]}} NegotiationState
 */

/** Most remote candidates that wait for a description, or remote events that wait for an operation, on one link. */
export const WAITING_PER_LINK = 256;

const NO_CANDIDATES = Object.freeze({ufrags: null, ignoring: false, waiting: []});

/**
 * The state of a new link.
 *
 * @param {Role} role
 * @param {boolean} waitsForOffer whether the first offer is the other side's to make: true for whoever was in the room
 *     first. What is needed before that is carried by the answer.
 * @returns {NegotiationState}
 */
export function initial(role, waitsForOffer) {
    return {role, phase: {name: 'stable'}, needed: false, waitsForOffer, candidates: NO_CANDIDATES, inbox: []};
}

/**
 * What follows from an event. Throws when a completion comes that no operation asked for: a fault of the caller.
 *
 * @param {NegotiationState} state
 * @param {NegotiationEvent} event
 * @returns {{next: NegotiationState, effects: NegotiationEffect[]}}
 */
export function step(state, event) {
    if (state.phase.name === 'over') {
        return {next: state, effects: []};
    }
    return settle(take(state, event));
}

function take(state, event) {
    switch (event.type) {
        case 'needed':
            return only({...state, needed: !state.waitsForOffer});
        case 'remote-description':
            return event.description.type === 'answer'
                ? takeAnswer(state, event.description)
                : only(enqueue(state, event));
        case 'remote-candidate':
            // The end of candidates would only let ICE fail sooner, and not every library takes it.
            return only(event.candidate?.candidate ? enqueue(state, event) : state);
        case 'local-description':
            return localDescription(state, event.description);
        case 'done':
            return done(state);
        case 'failed':
            return giveUp(state, failure(state));
        default:
            throw new TypeError(`No negotiation event: ${event.type}`);
    }
}

/** Goes on until something has to be waited for. */
function settle(current) {
    let {next: state, effects} = current;
    while (isIdle(state) && state.inbox.length > 0) {
        const [first, ...inbox] = state.inbox;
        const rest = {...state, inbox};
        const taken =
            first.type === 'remote-description'
                ? takeOffer(rest, first.description)
                : takeCandidate(rest, first.candidate);
        state = taken.next;
        effects = [...effects, ...taken.effects];
    }
    if (state.inbox.length > WAITING_PER_LINK) {
        const over = giveUp(state, 'too-many-waiting');
        return {next: over.next, effects: [...effects, ...over.effects]};
    }
    if (state.phase.name === 'stable' && state.needed) {
        const offering = {...state, needed: false, phase: {name: 'offering'}};
        return {next: offering, effects: [...effects, {type: 'create-offer'}]};
    }
    return {next: state, effects};
}

/** An answer is for the offer that is out; when none is, or one was answered already, it is stale. */
function takeAnswer(state, description) {
    if (state.phase.name !== 'have-local-offer') {
        return only(state);
    }
    const phase = {name: 'accepting-answer', description};
    return {next: {...state, phase}, effects: [{type: 'accept', description}]};
}

function takeOffer(state, description) {
    if (state.phase.name === 'stable') {
        return accept(state, description);
    }
    if (state.role === 'polite') {
        // Our own change goes into another offer after this one.
        const phase = {name: 'rolling-back', description};
        return {next: {...state, needed: true, phase}, effects: [{type: 'rollback'}]};
    }
    return only({...state, candidates: {...state.candidates, ignoring: true}});
}

function takeCandidate(state, candidate) {
    if (fits(state.candidates, candidate)) {
        return {next: state, effects: [{type: 'add-candidate', candidate}]};
    }
    // Of too many the oldest goes: its description is the likeliest never to come.
    const waiting = [...state.candidates.waiting, candidate].slice(-WAITING_PER_LINK);
    return only({...state, candidates: {...state.candidates, waiting}});
}

function localDescription(state, description) {
    const expected = {offering: 'offer', answering: 'answer'}[state.phase.name];
    if (description.type !== expected) {
        throw unexpected(state, `A local ${description.type}`);
    }
    const phase = {name: expected === 'offer' ? 'have-local-offer' : 'stable'};
    return {next: {...state, phase}, effects: [{type: 'send', description}]};
}

function done(state) {
    const {name, description} = state.phase;
    switch (name) {
        case 'rolling-back':
            return accept(state, description);
        case 'accepting-offer': {
            const {candidates, effects} = accepted(state.candidates, description);
            const next = {...state, candidates, waitsForOffer: false, phase: {name: 'answering'}};
            return {next, effects: [...effects, {type: 'create-answer'}]};
        }
        case 'accepting-answer': {
            const {candidates, effects} = accepted(state.candidates, description);
            return {next: {...state, candidates, phase: {name: 'stable'}}, effects};
        }
        default:
            throw unexpected(state, 'Done');
    }
}

/**
 * No operation fails on a healthy link in the order kept here, and of one that does, the other side is not told: it would
 * wait for its answer for ever. So there is no second try; a new link is the way on.
 */
function failure(state) {
    switch (state.phase.name) {
        case 'offering':
            return 'offer-failed';
        case 'answering':
            return 'answer-failed';
        case 'rolling-back':
            return 'rollback-failed';
        case 'accepting-offer':
        case 'accepting-answer':
            return 'accept-failed';
        default:
            throw unexpected(state, 'Failed');
    }
}

function accept(state, description) {
    return {
        next: {...state, phase: {name: 'accepting-offer', description}},
        effects: [{type: 'accept', description}],
    };
}

function giveUp(state, reason) {
    return {
        next: {...state, phase: {name: 'over'}, candidates: NO_CANDIDATES, inbox: []},
        effects: [{type: 'give-up', reason}],
    };
}

/**
 * A candidate belongs to the description with its ICE username fragment, so that is what decides, not when it came: it may
 * overtake its description, and after glare those of an ignored offer may turn out to be those of the answer too.
 */
function fits({ufrags, ignoring}, candidate) {
    if (ufrags === null) {
        return false;
    }
    const ufrag = candidate.usernameFragment || / ufrag (\S+)/.exec(candidate.candidate)?.[1];
    return ufrag && ufrags.length > 0 ? ufrags.includes(ufrag) : !ignoring;
}

/**
 * All that wait by now were sent before the description that was accepted: what does not fit it belongs to one that was
 * ignored or replaced, and will never fit.
 */
function accepted({waiting}, description) {
    const ufrags = [...description.sdp.matchAll(/^a=ice-ufrag:(\S+)/gm)].map(match => match[1]);
    const candidates = {ufrags, ignoring: false, waiting: []};
    const effects = waiting
        .filter(candidate => fits(candidates, candidate))
        .map(candidate => ({type: 'add-candidate', candidate}));
    return {candidates, effects};
}

function isIdle(state) {
    return state.phase.name === 'stable' || state.phase.name === 'have-local-offer';
}

function enqueue(state, event) {
    return {...state, inbox: [...state.inbox, event]};
}

function only(state) {
    return {next: state, effects: []};
}

function unexpected(state, what) {
    return new Error(`${what} was not asked for while ${state.phase.name}`);
}
