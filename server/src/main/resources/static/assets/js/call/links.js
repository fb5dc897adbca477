import {budgetFor} from './budget.js';
import {LastingLink} from './lasting-link.js';
import {OUTSIDE, step} from './reunion.js';
import {carry, routeTo} from './routes.js';

const NOBODY = Object.freeze({server: false, served: []});

/**
 * One participant's links to all others, by the ids that these have at the moment: reunion decides which there are, routes which
 * way their signals take.
 *
 * The listener is called with: hello(), which gives our own; greeted(link, first) when a hello came over a link, the first on its
 * channel or another one; heard(link, message) for what else came, but signals; piece(key, piece) of a file of this client, and
 * flows(key) when more of files can be sent to it; silent(key) when the last channel to this client is down, and gone(key) when its
 * last link is closed; ended(id, quality) when a link is, with how it was (tally.js); renamed(id, to); server(peer, data) for a signal that goes by the server; changed() when anything that can be
 * seen has.
 */
export class Links {
    #world;
    #media;
    #listener;
    #configuration = {iceServers: []};
    #reunion = OUTSIDE;
    #links = new Map();
    #ways = new Map();
    #served = NOBODY;
    #up = '';

    /**
     * @param {World} world
     * @param {LocalMedia} media what is sent; stays the caller's
     * @param {object} listener
     */
    constructor(world, media, listener) {
        this.#world = world;
        this.#media = media;
        this.#listener = listener;
    }

    /** One's own id in the room; null before one is in. */
    get self() {
        return this.#reunion.self;
    }

    /** [id, link], in the order of their opening. */
    get all() {
        return [...this.#links];
    }

    /** Whether the server has this id among those that are here, or that wait to be known again. */
    has(id) {
        return this.#links.has(id) || this.#reunion.waiting.some(({peer}) => peer === id);
    }

    joined(self, others) {
        const renamed = this.self !== null && this.self !== self;
        this.#reunite({type: 'joined', self, others, now: this.#world.now()});
        if (renamed) {
            this.broadcast(this.#listener.hello());
        }
    }

    peerJoined(peer) {
        this.#reunite({type: 'peer-joined', peer, now: this.#world.now()});
    }

    peerLeft(peer, lost) {
        this.#reunite({type: 'peer-left', peer, lost, now: this.#world.now()});
    }

    /** A signal came, from whoever the server or a carrier says. Of somebody who is not here it is dropped. */
    signaled(from, data) {
        this.#reunite({type: 'signaled', peer: from});
        this.#links.get(from)?.receive(data);
    }

    /** We leave: whoever hears it is told so. */
    left() {
        this.#links.forEach(link => link.leave());
        this.#reunite({type: 'left'});
    }

    /** A page that goes has no time for more. */
    goodbye() {
        this.broadcast({type: 'bye'});
    }

    /** About once a second. */
    tick() {
        this.#reunite({type: 'tick', now: this.#world.now()});
        this.#links.forEach(link => link.measure());
    }

    /** @param {{server: boolean, served: string[]}} served whether our socket is up, and who else has one */
    serve(served) {
        this.#served = served;
        this.#reroute();
    }

    networkChanged() {
        this.#links.forEach(link => link.networkChanged());
    }

    /** For links that are opened or look for new ways from now on. */
    configure(configuration) {
        this.#configuration = configuration;
        this.#links.forEach(link => link.configure(configuration));
    }

    mediaChanged() {
        for (const link of this.#links.values()) {
            link.replaceTrack('audio', this.#media.audio.track);
            link.replaceTrack('video', this.#media.video.track);
        }
    }

    /** Whether a link has a way to come up, or is up. */
    hasHope(id) {
        return (this.#links.get(id)?.isUp ?? true) || routeTo(this.#routes, id).type !== 'nowhere';
    }

    /** To everybody whose channel is open. */
    broadcast(message) {
        this.#links.forEach(link => link.say(message));
    }

    /** To the client with this key. */
    sayTo(key, message) {
        this.#linkOf(key)?.say(message);
    }

    /** The channel for files to the client with this key; null while there is none. */
    filesTo(key) {
        return this.#linkOf(key)?.files ?? null;
    }

    #linkOf(key) {
        return [...this.#links.values()].find(link => link.told?.hello.key === key);
    }

    #reunite(event) {
        const {next, effects} = step(this.#reunion, event);
        this.#reunion = next;
        for (const effect of effects) {
            this.#follow(effect);
        }
        if (effects.length > 0) {
            this.#links.forEach(link => link.limit(budgetFor(this.#links.size)));
            this.#reroute();
            this.#listener.changed();
        }
    }

    #follow(effect) {
        switch (effect.type) {
            case 'open':
                this.#open(effect);
                break;
            case 'close':
                this.#close(effect.peer);
                break;
            default:
                this.#rename(effect.peer, effect.to);
        }
    }

    #open({peer, role, waitsForOffer}) {
        const link = new LastingLink({
            world: this.#world,
            connect: () => this.#world.connect(this.#configuration),
            role,
            waitsForOffer,
            relay: hasRelay(this.#configuration),
            local: this.#media.stream,
            budget: budgetFor(this.#links.size + 1),
            listener: {
                transmit: data => this.#transmit(link, data),
                opened: () => link.say(this.#listener.hello()),
                heard: message => this.#heard(link, message),
                closed: () => this.#channelClosed(link),
                piece: piece => link.told !== null && this.#listener.piece(link.told.hello.key, piece),
                flows: () => link.told !== null && this.#listener.flows(link.told.hello.key),
                hushed: () => this.#listener.hushed(),
                changed: () => this.#linkChanged(link),
            },
        });
        this.#links.set(peer, link);
    }

    #close(peer) {
        const link = this.#links.get(peer);
        const key = link.known;
        this.#listener.ended(peer, link.quality);
        this.#links.delete(peer);
        this.#ways.delete(peer);
        link.close();
        if (key !== null && ![...this.#links.values()].some(each => each.known === key)) {
            this.#listener.gone(key);
        }
    }

    #rename(peer, to) {
        // In its place among the others, so that nothing on the screen moves.
        this.#links = new Map([...this.#links].map(([id, link]) => [id === peer ? to : id, link]));
        this.#ways.delete(peer);
        this.#listener.renamed(peer, to);
    }

    #idOf(link) {
        return [...this.#links].find(([, each]) => each === link)?.[0] ?? null;
    }

    #heard(link, message) {
        const peer = this.#idOf(link);
        if (peer === null) {
            return;
        }
        switch (message.type) {
            case 'signal':
                this.#carry(peer, message);
                break;
            case 'hello':
                this.#greeted(link, peer, message);
                break;
            case 'links':
                link.told.up = message.up;
                this.#reroute();
                break;
            case 'clock':
                if (message.answered === undefined) {
                    link.say({...message, answered: this.#world.date()});
                } else {
                    this.#listener.heard(link, message);
                }
                break;
            case 'want':
                // There is no picture of a screen to be made smaller.
                if (message.source === 'camera') {
                    link.want(message);
                }
                break;
            case 'bye':
                this.#reunite({type: 'bye', peer});
                break;
            default:
                this.#listener.heard(link, message);
        }
    }

    #greeted(link, peer, hello) {
        const first = link.told === null;
        link.told = {state: null, raised: null, up: [], ...link.told, hello};
        link.known = hello.key;
        this.#reunite({type: 'hello', peer, id: hello.id, key: hello.key});
        if (first) {
            link.say({type: 'links', up: this.#working});
            link.greeted();
        }
        this.#reroute();
        this.#listener.greeted(link, first);
        this.#listener.changed();
    }

    #channelClosed(link) {
        if (link.known !== null && this.#linkOf(link.known) === undefined) {
            this.#listener.silent(link.known);
        }
        this.#reroute();
        this.#listener.changed();
    }

    #linkChanged(link) {
        const peer = this.#idOf(link);
        if (peer !== null) {
            this.#reunite({type: 'working', peer, works: link.works, now: this.#world.now()});
            this.#reroute();
            this.#tellLinks();
            this.#listener.changed();
        }
    }

    get #working() {
        return this.all.filter(([, link]) => link.works).map(([id]) => id);
    }

    #tellLinks() {
        const up = this.#working;
        if (up.join() !== this.#up) {
            this.#up = up.join();
            this.broadcast({type: 'links', up});
        }
    }

    get #routes() {
        const open = this.all.filter(([, link]) => link.isOpen);
        return {
            ...this.#served,
            open: open.map(([id]) => id),
            told: Object.fromEntries(open.map(([id, link]) => [id, link.told.up])),
        };
    }

    /** Tells each link of which the way has changed. */
    #reroute() {
        const routes = this.#routes;
        for (const [id, link] of this.all) {
            const way = routeTo(routes, id);
            const text = JSON.stringify(way);
            const before = this.#ways.get(id);
            if (text !== before) {
                this.#ways.set(id, text);
                link.routed(way.type !== 'nowhere', before !== undefined);
            }
        }
    }

    #transmit(link, data) {
        const peer = this.#idOf(link);
        if (peer === null) {
            return;
        }
        const way = routeTo(this.#routes, peer);
        if (way.type === 'server') {
            this.#listener.server(peer, data);
        } else if (way.type === 'direct') {
            link.say({type: 'signal', data});
        } else if (way.type === 'via') {
            this.#links.get(way.carrier).say({type: 'signal', to: peer, data});
        }
    }

    #carry(speaker, message) {
        const carried = carry(this.#routes, this.self, speaker, message);
        if (carried.type === 'mine') {
            this.signaled(carried.from, carried.data);
        } else if (carried.type === 'on') {
            this.#links.get(carried.to).say(carried.signal);
        }
    }
}

function hasRelay({iceServers}) {
    return iceServers.some(({urls}) => [urls].flat().some(url => /^turns?:/.test(url)));
}
