/**
 * Which links a participant has when what the server knows of a room and what the links know may differ, as a pure function:
 * `step(state, event) -> {next, effects}`. A link that works is closed only when one of its sides leaves, never because a server
 * forgot it. The twin of `org.confero.call.Reunion`, on the same traces; PROTOCOL.md, "Reunion". `now` in milliseconds; a link is
 * known by the id that its other side has for us at the moment.
 *
 * `peer-left`: lost says that its session ended without a word. `signaled`: a signal came from somebody, told before it is handled.
 * `hello`: came over the link to `peer`: it is this client, and its id now is `id`.
 * @typedef {{type: 'joined', self: string, others: string[], now: number}
 *     | {type: 'peer-joined', peer: string, now: number}
 *     | {type: 'peer-left', peer: string, lost: boolean, now: number}
 *     | {type: 'signaled', peer: string}
 *     | {type: 'hello', peer: string, id: string, key: string}
 *     | {type: 'working', peer: string, works: boolean, now: number}
 *     | {type: 'bye', peer: string}
 *     | {type: 'left'}
 *     | {type: 'tick', now: number}} ReunionEvent
 *
 * `rename`: the other side of this link has another id now; the link goes on.
 * @typedef {{type: 'open', peer: string, role: 'polite' | 'impolite', waitsForOffer: boolean}
 *     | {type: 'close', peer: string}
 *     | {type: 'rename', peer: string, to: string}} ReunionEffect
 *
 * @typedef {{peer: string, key: string | null, works: boolean, listed: boolean, brokenAt: number}} LinkState listed: the server
 *     knows this id; brokenAt: since when it has not worked
 * @typedef {{self: string | null, links: LinkState[], waiting: {peer: string, waitsForOffer: boolean, since: number}[]}} ReunionState
 */
/** How long somebody new waits to be known again by a hello over a link: a few round trips. */
export const MATCH_PATIENCE = 3000;

/** How long a link that the server does not know is kept when it does not work: it may heal by itself. */
export const FORGOTTEN_PATIENCE = 15_000;

/** @type {ReunionState} */
export const OUTSIDE = Object.freeze({self: null, links: Object.freeze([]), waiting: Object.freeze([])});

/**
 * @param {ReunionState} state
 * @param {ReunionEvent} event
 * @returns {{next: ReunionState, effects: ReunionEffect[]}}
 */
export function step(state, event) {
    const run = new Run(state);
    run.take(event);
    return {next: {self: run.self, links: run.links, waiting: run.waiting}, effects: run.effects};
}

/** One step while it is worked out. */
class Run {
    effects = [];

    constructor({self, links, waiting}) {
        this.self = self;
        this.links = [...links];
        this.waiting = [...waiting];
    }

    take(event) {
        switch (event.type) {
            case 'joined':
                return this.#joined(event.self, event.others, event.now);
            case 'peer-joined':
                return this.#peerJoined(event.peer, event.now);
            case 'peer-left':
                return this.#peerLeft(event.peer, event.lost, event.now);
            case 'signaled':
                return this.#openWaiting(({peer}) => peer === event.peer, true);
            case 'hello':
                return this.#with(event.peer, link => this.#hello(link, event.id, event.key));
            case 'working':
                return this.#with(event.peer, link => this.#working(link, event.works, event.now));
            case 'bye':
                return this.#with(event.peer, link => this.#close(link));
            case 'left':
                [...this.links].forEach(link => this.#close(link));
                Object.assign(this, {waiting: [], self: null});
                return undefined;
            case 'tick':
                return this.#tick(event.now);
            default:
                throw new TypeError(`No reunion event: ${event.type}`);
        }
    }

    #joined(self, others, now) {
        const first = this.self === null;
        const same = this.self === self;
        this.self = self;
        const there = new Set(others);
        there.delete(self);
        this.waiting = this.waiting.filter(({peer}) => there.has(peer));
        for (const link of [...this.links]) {
            this.#forget(link, there.has(link.peer), now);
        }
        // Those who have come back before us may be at the other end of links that the server has forgotten.
        const returning = !first && this.links.some(({listed}) => !listed);
        for (const peer of there) {
            if (this.#find(peer) === undefined && !this.#isWaiting(peer)) {
                if (returning || same) {
                    this.waiting.push({peer, waitsForOffer: same, since: now});
                } else {
                    this.#open(peer, false);
                }
            }
        }
        if (same) {
            this.#openWaiting(() => !returning, true);
        }
    }

    /** Keeps a link that works, listed or not; one that does not is closed when the server does not know it either. */
    #forget(link, listed, now) {
        if (listed || link.works) {
            this.#replace(link, {...link, listed});
        } else if (now - link.brokenAt >= FORGOTTEN_PATIENCE || link.key === null) {
            this.#close(link);
        } else {
            this.#replace(link, {...link, listed: false});
        }
    }

    /** Who comes makes the first signal, or says hello over a link that there is. */
    #peerJoined(peer, now) {
        if (this.self === null || this.self === peer) {
            return;
        }
        const known = this.#find(peer);
        if (known !== undefined) {
            this.#replace(known, {...known, listed: true});
        } else if (!this.#isWaiting(peer)) {
            this.waiting.push({peer, waitsForOffer: true, since: now});
            if (!this.links.some(({works}) => works)) {
                this.#openWaiting(each => each.peer === peer, true);
            }
        }
    }

    #peerLeft(peer, lost, now) {
        this.waiting = this.waiting.filter(each => each.peer !== peer);
        this.#with(peer, link => (lost ? this.#forget(link, false, now) : this.#close(link)));
    }

    #hello(link, id, key) {
        const found = this.#find(id);
        const other = found === link ? undefined : found;
        const mayBe = !(other?.works ?? false) && this.self !== id;
        const renamed = id !== link.peer && mayBe;
        if (renamed) {
            if (other !== undefined) {
                this.#close(other);
            }
            this.effects.push({type: 'rename', peer: link.peer, to: id});
        }
        const listed = renamed ? this.#isWaiting(id) || (other?.listed ?? false) : link.listed;
        this.waiting = this.waiting.filter(each => !renamed || each.peer !== id);
        const next = {...link, peer: renamed ? id : link.peer, key, listed};
        this.#replace(link, next);
        // Somebody who is here twice: what the server has forgotten and does not work goes.
        this.links
            .filter(each => each.peer !== next.peer && each.key === key && !each.works && !each.listed)
            .forEach(each => this.#close(each));
    }

    #working(link, works, now) {
        this.#replace(link, {...link, works, brokenAt: works || !link.works ? link.brokenAt : now});
    }

    #tick(now) {
        this.#openWaiting(({since}) => now - since >= MATCH_PATIENCE, false);
        this.links
            .filter(({listed, works, brokenAt}) => !listed && !works && now - brokenAt >= FORGOTTEN_PATIENCE)
            .forEach(link => this.#close(link));
    }

    #openWaiting(which, theyBegin) {
        const opened = this.waiting.filter(which);
        this.waiting = this.waiting.filter(each => !opened.includes(each));
        opened.forEach(({peer, waitsForOffer}) => this.#open(peer, theyBegin || waitsForOffer));
    }

    #open(peer, waitsForOffer) {
        this.links.push({peer, key: null, works: false, listed: true, brokenAt: 0});
        this.effects.push({type: 'open', peer, role: roleOf(this.self, peer), waitsForOffer});
    }

    #close(link) {
        this.links = this.links.filter(each => each !== link);
        this.effects.push({type: 'close', peer: link.peer});
    }

    #replace(link, next) {
        this.links = this.links.map(each => (each === link ? next : each));
    }

    #with(peer, act) {
        const link = this.#find(peer);
        if (link !== undefined) {
            act(link);
        }
    }

    #find(peer) {
        return this.links.find(link => link.peer === peer);
    }

    #isWaiting(peer) {
        return this.waiting.some(each => each.peer === peer);
    }
}

/** Which side of a link gives way when both offer at once: the lower id. */
function roleOf(self, peer) {
    return self < peer ? 'polite' : 'impolite';
}
