/**
 * Which links a participant has, as a pure function of what it is told of the room: one to every other participant. The
 * twin of `org.confero.call.Mesh`, on the same fixtures. News that say nothing new have no effect. A person who comes back
 * has a new id and so gets a new link.
 *
 * @typedef {import('./negotiation.js').Role} Role
 *
 * @typedef {{type: 'joined', self: string, others: string[]}
 *     | {type: 'peer-joined', peer: string}
 *     | {type: 'peer-left', peer: string}
 *     | {type: 'left'}} MeshEvent
 *
 * Which links are to be, in the order given.
 * @typedef {{type: 'open', peer: string, role: Role, waitsForOffer: boolean}
 *     | {type: 'close', peer: string}} MeshEffect
 *
 * @typedef {{self: string | null, peers: string[]}} MeshState
 */

/** @type {MeshState} */
export const OUTSIDE = Object.freeze({self: null, peers: Object.freeze([])});

/**
 * @param {MeshState} state
 * @param {MeshEvent} event
 * @returns {{next: MeshState, effects: MeshEffect[]}}
 */
export function step(state, event) {
    switch (event.type) {
        case 'joined': {
            if (state.self === event.self) {
                return follow(state, event.self, event.others, true);
            }
            // Who was there first waits for the newcomer's offer: we offer to those whom we find.
            const fresh = follow(OUTSIDE, event.self, event.others, false);
            return {next: fresh.next, effects: [...close(state.peers), ...fresh.effects]};
        }
        case 'peer-joined':
            return state.self === null
                ? {next: state, effects: []}
                : follow(state, state.self, [...state.peers, event.peer], true);
        case 'peer-left':
            return state.peers.includes(event.peer)
                ? {
                        next: {...state, peers: state.peers.filter(peer => peer !== event.peer)},
                        effects: close([event.peer]),
                    }
                : {next: state, effects: []};
        case 'left':
            return {next: OUTSIDE, effects: close(state.peers)};
        default:
            throw new TypeError(`No mesh event: ${event.type}`);
    }
}

/**
 * Which side of a link gives way when both offer at once: the lower id.
 *
 * @param {string} self
 * @param {string} peer
 * @returns {Role}
 */
export function roleOf(self, peer) {
    return self < peer ? 'polite' : 'impolite';
}

/** Goes on so that there are links to exactly these others. */
function follow(state, self, others, waitsForOffer) {
    const wanted = new Set(others);
    wanted.delete(self);
    const gone = state.peers.filter(peer => !wanted.has(peer));
    const opened = [...wanted]
        .filter(peer => !state.peers.includes(peer))
        .map(peer => ({type: 'open', peer, role: roleOf(self, peer), waitsForOffer}));
    return {next: {self, peers: [...wanted]}, effects: [...close(gone), ...opened]};
}

function close(peers) {
    return peers.map(peer => ({type: 'close', peer}));
}
