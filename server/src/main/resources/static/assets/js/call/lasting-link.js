import {decodeLinkSignal, encodeLinkSignal} from '../protocol/messages.js';
import {ControlChannel} from './control-channel.js';
import * as delivery from './delivery.js';
import {FileChannel} from './file-channel.js';
import * as healing from './healing.js';
import {Link} from './link.js';
import * as silence from './silence.js';
import {Viewing} from './viewing.js';

/** How long a goodbye has to get out before the connection is closed under it: some round trips. */
const LAST_WORD_MS = 300;

let count = 0;

/**
 * The link to one other participant over all the connections that it has one after another: healing decides when there is
 * another one, delivery keeps their signals apart. The other side may get another id meanwhile; the link does not know its id.
 *
 * The listener is called with: transmit(data) for a signal to the other side, on the way that there is; opened(), heard(message)
 * and closed() of the control channel; piece(piece) and flows() of the one for files; hushed() when no sound has come for a
 * moment, where some came before; changed() when stream, condition, or whether it works have changed.
 */
export class LastingLink {
    /** Its own name among all links of the page. */
    key = `link-${(count += 1)}`;

    /** What its other side has said of itself on the channel that is open: hello, state, raised, up. Null before its hello. */
    told = null;

    /** The key of the client at its other side, also while the channel is down; null before its first hello. */
    known = null;

    #options;
    #world;
    #listener;
    #link = null;
    #turn = 0;
    #control = null;
    #files = null;
    #delivery;
    #healing;
    #viewing;
    #measuring = false;
    #silence = silence.UNHEARD;
    #wakers = {delivery: null, healing: null};
    #ended = false;

    /**
     * @param {object} options
     * @param {World} options.world
     * @param {() => RTCPeerConnection} options.connect a fresh one
     * @param {'polite'|'impolite'} options.role
     * @param {boolean} options.waitsForOffer whether the other side makes the first offer
     * @param {boolean} options.relay whether there is a TURN server
     * @param {MediaStream} options.local one's own tracks
     * @param {{height: number, bitrate: number}} options.budget of the picture at first
     * @param {object} options.listener
     */
    constructor(options) {
        const {world, role, relay, waitsForOffer} = options;
        this.#options = {...options, want: null};
        this.#world = world;
        this.#listener = options.listener;
        // Who offers gives the connection its number; whoever waits takes any.
        this.#delivery = delivery.initial(waitsForOffer ? 0 : world.date());
        this.#healing = healing.initial(role, relay, world.now());
        this.#viewing = new Viewing(world, () => this.told !== null, message => this.say(message));
        this.#begin(waitsForOffer);
        this.#wake('healing', this.#healing.wakeAt);
    }

    /** connecting, connected, reconnecting, no-signaling, no-path or unreachable; healing.js. */
    get condition() {
        return this.#healing.told;
    }

    get works() {
        return this.#link.connectionState === 'connected';
    }

    /** Whether it works, or may again without another word to the other side. */
    get isUp() {
        return this.works || this.#link.connectionState === 'disconnected';
    }

    /** The other side's tracks. */
    get stream() {
        return this.#link.stream;
    }

    /**
     * Whether signals arrive by the channel: it is open and greeted, its connection works, and the other side numbers its signals.
     * Who does not would not listen to them there.
     */
    get isOpen() {
        return this.works && this.told !== null && this.#control.isGreeted && !this.#delivery.plain;
    }

    say(message) {
        this.#control?.say(message);
    }

    /** The channel for files; null while there is none. */
    get files() {
        return this.#files;
    }

    /** A signal of the other side, by whatever way it came. */
    receive(data) {
        const decoded = decodeLinkSignal(data);
        if (decoded.ok) {
            this.#deliver({type: 'came', ...decoded.message, now: this.#world.now()});
        } else {
            console.warn(`A signal was not understood: ${decoded.code}`);
        }
    }

    /** There is a way for signals, or another one, or none. */
    routed(up, isNew) {
        this.#heal({type: 'routed', up, now: this.#world.now()});
        if (up && isNew) {
            this.#deliver({type: 'routed', now: this.#world.now()});
        }
    }

    networkChanged() {
        this.#heal({type: 'network-changed', now: this.#world.now()});
    }

    replaceTrack(kind, track) {
        return this.#link.replaceTrack(kind, track);
    }

    limit(budget) {
        this.#options.budget = budget;
        return this.#link.limit(budget);
    }

    /** The other side has said how it shows our picture. */
    want(want) {
        this.#options.want = want;
        return this.#link.want(want);
    }

    /** In which size the other side's picture is shown from now on; null when it is not. They are told. */
    shows(size) {
        this.#viewing.shows(size);
    }

    /** How it has been; tally.js. Null when it never was connected. */
    get quality() {
        return this.#viewing.quality;
    }

    /** Looks how it is doing, and whether the machine keeps up with the picture. */
    async measure() {
        // On a busy machine answers take longer than the time between two questions.
        if (this.#measuring || !this.works) {
            return;
        }
        this.#measuring = true;
        const turn = this.#turn;
        try {
            const [seen, heard] = await Promise.all([this.#link.seenStats(), this.#link.heardStats()]);
            if (turn === this.#turn) {
                const way = wayOf(seen.length > 0 ? seen : heard);
                this.#viewing.measured(inbound(seen, 'video'), inbound(heard, 'audio'), way);
                if (way.millis !== null) {
                    this.#heal({type: 'round-trip', millis: way.millis});
                }
            }
        } catch (error) {
            // A connection that was closed meanwhile.
            console.debug(`Nothing measured: ${error.name}`);
        } finally {
            this.#measuring = false;
        }
    }

    /** The other side has said hello on its channel: it knows nothing of what was said before. */
    greeted() {
        this.#viewing.greeted();
    }

    configure(configuration) {
        this.#link.configure(configuration);
    }

    /** How loud the other side's sound is now, 0 to 1. Has to be asked for often: whether it comes is looked at here. */
    async level() {
        const {audioLevel = 0, packetsReceived = 0} = inbound(await this.#link.heardStats(), 'audio');
        const seen = silence.look(this.#silence, packetsReceived, this.#world.now());
        if (silence.isOver(this.#silence, seen)) {
            this.#link.refresh();
        }
        if (seen.hushed && !this.#silence.hushed) {
            this.#listener.hushed();
        }
        if (seen.silent && !this.#silence.silent) {
            this.#heal({type: 'silent', now: this.#world.now()});
        }
        this.#silence = seen;
        return audioLevel;
    }

    /** How loud one's own sound is now, 0 to 1. */
    async ownLevel() {
        const stats = await this.#link.sentStats();
        return stats.find(({type, kind}) => type === 'media-source' && kind === 'audio')?.audioLevel ?? 0;
    }

    close() {
        if (!this.#ended) {
            this.#end();
            this.#link.close();
        }
    }

    /** Closes it with a word to the other side. */
    leave() {
        if (!this.#control?.isOpen) {
            this.close();
            return;
        }
        this.say({type: 'bye'});
        this.#end();
        for (const kind of ['audio', 'video']) {
            this.#link.replaceTrack(kind, null);
        }
        const link = this.#link;
        this.#world.after(LAST_WORD_MS, () => link.close());
    }

    #end() {
        this.#ended = true;
        this.#turn += 1;
        Object.values(this.#wakers).forEach(cancel => cancel?.());
        this.#viewing.stop();
    }

    #begin(waitsForOffer) {
        this.#turn += 1;
        const turn = this.#turn;
        const mine = handle => (...args) => turn === this.#turn && handle(...args);
        const {connect, role, local, budget, want} = this.#options;
        this.#link = new Link({
            connection: connect(),
            role,
            waitsForOffer,
            local,
            budget,
            want,
            remote: new MediaStream(),
            listener: {
                send: mine(data => this.#deliver({type: 'say', data, now: this.#world.now()})),
                channels: mine((control, files) => this.#talk(control, files, mine)),
                connection: mine(state => this.#connectionChanged(state)),
                changed: mine(() => this.#listener.changed()),
                gaveUp: mine(() => this.#heal({type: 'given-up', now: this.#world.now()})),
            },
        });
    }

    /** The connection gives way to another one. */
    #replace(waitsForOffer) {
        const old = this.#link;
        const wasTold = this.told !== null;
        this.told = null;
        this.#control = null;
        this.#files = null;
        this.#begin(waitsForOffer);
        old.close();
        if (wasTold) {
            this.#listener.closed();
        }
        this.#listener.changed();
    }

    #talk(control, files, mine) {
        this.#files = new FileChannel(files, {
            piece: mine(piece => this.#listener.piece(piece)),
            flows: mine(() => this.#listener.flows()),
        });
        this.#control = new ControlChannel(control, {
            opened: mine(() => this.#listener.opened()),
            heard: mine(message => this.#listener.heard(message)),
            closed: mine(() => {
                this.told = null;
                this.#listener.closed();
            }),
        });
    }

    #connectionChanged(state) {
        this.#viewing.works(state === 'connected');
        if (state !== 'closed') {
            this.#heal({type: 'connection', state: state === 'new' ? 'connecting' : state, now: this.#world.now()});
            this.#listener.changed();
        }
    }

    #deliver(event) {
        const {next, effects} = delivery.step(this.#delivery, event);
        this.#delivery = next;
        for (const effect of effects) {
            this.#follow(effect);
        }
        this.#wake('delivery', delivery.wakeAt(this.#delivery));
    }

    #follow(effect) {
        switch (effect.type) {
            case 'transmit':
                this.#listener.transmit(encodeLinkSignal(effect));
                break;
            case 'deliver':
                this.#link.receive(effect.data);
                if (effect.data.description?.type === 'offer') {
                    this.#heal({type: 'offered', now: this.#world.now()});
                }
                break;
            case 'renew':
                this.#replace(true);
                // Nothing else tells of it, should their offer not come.
                this.#heal({type: 'connection', state: 'disconnected', now: this.#world.now()});
                break;
            default:
                this.#heal({type: 'given-up', now: this.#world.now()});
        }
    }

    #heal(event) {
        if (this.#ended) {
            return;
        }
        const {next, effects} = healing.step(this.#healing, event);
        this.#healing = next;
        for (const {type} of effects) {
            if (type === 'restart-ice') {
                this.#link.restartIce();
            } else if (type === 'rebuild') {
                this.#rebuild();
            } else {
                this.#listener.changed();
            }
        }
        this.#wake('healing', this.#healing.wakeAt);
    }

    /** An older client does not number its connections and would take the new one's signals for those of the old one. */
    #rebuild() {
        if (this.#delivery.plain) {
            return;
        }
        const {next} = delivery.step(this.#delivery, {type: 'rebuilt'});
        this.#delivery = delivery.initial(Math.max(next.connection, this.#world.date()));
        this.#replace(false);
    }

    #wake(what, at) {
        this.#wakers[what]?.();
        this.#wakers[what] = null;
        if (at < 0 || this.#ended) {
            return;
        }
        const tick = () => {
            const event = {type: 'tick', now: this.#world.now()};
            const parts = {healing: () => this.#heal(event), delivery: () => this.#deliver(event)};
            parts[what]();
        };
        this.#wakers[what] = this.#world.after(Math.max(1, at - this.#world.now()), tick);
    }
}

function inbound(stats, wanted) {
    return stats.find(({type, kind}) => type === 'inbound-rtp' && kind === wanted) ?? {};
}

/** The way that is in use: millis there and back, null when that is not known, and whether it goes over a TURN server. */
function wayOf(stats) {
    const transport = stats.find(({type}) => type === 'transport');
    const pair = stats.find(each =>
        each.type === 'candidate-pair' &&
        (transport?.selectedCandidatePairId === undefined ? each.selected : each.id === transport.selectedCandidatePairId));
    const ends = stats.filter(({id}) => pair !== undefined && [pair.localCandidateId, pair.remoteCandidateId].includes(id));
    return {
        millis: pair?.currentRoundTripTime > 0 ? Math.round(pair.currentRoundTripTime * 1000) : null,
        relayed: ends.some(({candidateType}) => candidateType === 'relay'),
    };
}
