import {decodeSignal} from '../protocol/messages.js';
import {budgetFor} from './budget.js';
import {Link} from './link.js';
import {OUTSIDE, step} from './mesh.js';

/**
 * One stay in one room: the roster, a link to everybody on it, and one's own tracks on every link. Fires change whenever
 * anything that can be seen has; refused, with code and detail, when the stay has ended by the server's word.
 */
export class Conference extends EventTarget {
    #media;
    #signaling;
    #connect;
    #iceServers = [];
    #mesh = OUTSIDE;
    #roster = new Map();
    #links = new Map();
    #server = 'connecting';
    #onMedia = () => this.#mediaChanged();

    /**
     * @param {LocalMedia} media what is sent; stays the caller's
     * @param {(listener: object) => Signaling} signaling makes the way to the server
     * @param {(configuration: object) => RTCPeerConnection} [connect] for tests
     */
    constructor(media, signaling, connect = configuration => new RTCPeerConnection(configuration)) {
        super();
        this.#media = media;
        this.#connect = connect;
        this.#signaling = signaling(this);
    }

    /** connecting, waiting, connected, reconnecting or ended. */
    get server() {
        return this.#server;
    }

    /** The others, in the order of their coming: {id, name, state, link, stream}. */
    get participants() {
        return [...this.#links].map(([id, link]) => ({...this.#roster.get(id), link: link.state, stream: link.stream}));
    }

    join({room, name}) {
        this.#media.addEventListener('change', this.#onMedia);
        this.#signaling.join({room, name, state: this.#media.state});
    }

    /** Ends the stay; the others see it at once. */
    leave() {
        this.#signaling.leave();
        this.#end();
    }

    /** The same when the page is going. */
    farewell() {
        this.#signaling.farewell();
        this.#end();
    }

    /** The network is back. */
    hurry() {
        this.#signaling.hurry();
    }

    // What the signaling says.

    connected() {
        this.#server = 'connected';
        this.#changed();
    }

    waiting() {
        this.#server = 'waiting';
        this.#changed();
    }

    reconnecting() {
        this.#server = 'reconnecting';
        this.#changed();
    }

    refused(code, detail) {
        this.#end();
        this.dispatchEvent(Object.assign(new Event('refused'), {code, detail}));
    }

    message(message) {
        switch (message.type) {
            case 'joined':
                this.#joined(message);
                break;
            case 'participant-joined':
                this.#roster.set(message.participant.id, message.participant);
                this.#follow({type: 'peer-joined', peer: message.participant.id});
                break;
            case 'participant-updated':
                this.#roster.set(message.participant.id, message.participant);
                break;
            case 'participant-left':
                this.#follow({type: 'peer-left', peer: message.id});
                this.#roster.delete(message.id);
                break;
            case 'signal':
                this.#receive(message.from, message.data);
                break;
            case 'ice-servers':
                this.#iceServers = message.iceServers;
                break;
            default:
            // What this client does not show.
        }
        this.#changed();
    }

    #joined({self, participants, iceServers}) {
        this.#iceServers = iceServers;
        this.#roster = new Map(participants.map(participant => [participant.id, participant]));
        this.#follow({type: 'joined', self, others: [...this.#roster.keys()]});
    }

    #follow(event) {
        const {next, effects} = step(this.#mesh, event);
        this.#mesh = next;
        for (const effect of effects) {
            if (effect.type === 'open') {
                this.#links.set(effect.peer, this.#open(effect));
            } else {
                this.#links.get(effect.peer).close();
                this.#links.delete(effect.peer);
            }
        }
        for (const link of this.#links.values()) {
            link.limit(this.#budget);
        }
    }

    get #budget() {
        return budgetFor(this.#mesh.peers.length);
    }

    #open({peer, role, waitsForOffer}) {
        return new Link({
            connection: this.#connect({iceServers: this.#iceServers, bundlePolicy: 'max-bundle'}),
            role,
            waitsForOffer,
            local: this.#media.stream,
            budget: this.#budget,
            remote: new MediaStream(),
            listener: {
                send: data => this.#signaling.signal(peer, data),
                changed: () => this.#changed(),
            },
        });
    }

    #receive(from, data) {
        const decoded = decodeSignal(data);
        if (decoded.ok) {
            this.#links.get(from)?.receive(decoded.message);
        } else {
            console.warn(`A signal of ${from} was not understood: ${decoded.code}`);
        }
    }

    #mediaChanged() {
        for (const link of this.#links.values()) {
            link.replaceTrack('audio', this.#media.audio.track);
            link.replaceTrack('video', this.#media.video.track);
        }
        this.#signaling.setState(this.#media.state);
    }

    #end() {
        this.#media.removeEventListener('change', this.#onMedia);
        this.#follow({type: 'left'});
        this.#server = 'ended';
        this.#changed();
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}
