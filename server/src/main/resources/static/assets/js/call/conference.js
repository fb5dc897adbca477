import {VERSION} from '../protocol/limits.js';
import {Conversation} from './conversation.js';
import {FileExchange, TAKES_FILES} from './file-exchange.js';
import {Gestures} from './gestures.js';
import {Links} from './links.js';
import {Roster} from './roster.js';
import {Voices} from './voices.js';
import {BROWSER} from './world.js';

const CLIENT = {name: 'confero-web', version: VERSION};

/** What else our channels understand: we carry signals for others, and take files. */
const ABILITIES = ['carry', TAKES_FILES];

/** Timers that come so late were stopped: the machine has slept, and its network is another one or has to be asked again. */
const SLEPT_MS = 15_000;

/** After these it may be another question who has a socket. */
const ABOUT_PRESENCE = new Set(['joined', 'participant-joined', 'participant-updated', 'participant-left']);

/**
 * One stay in one room: the roster, the links to everybody, one's own tracks on every link, and what people say to each other
 * over them; for hosts, who waits at its door. Fires change whenever anything that can be seen has; chat when something of the chat
 * is new or other than before, or has come further; files, when something of the files has; knock, with visitor, when somebody comes to the door; mute-requested, with the
 * name of the host who asks; refused, with code, detail and retryAfter, when the stay has ended by the server's word.
 */
export class Conference extends EventTarget {
    #media;
    #signaling;
    #world;
    #links;
    #conversation;
    #files;
    #gestures;
    #voices = null;
    #key;
    #name = '';
    #entered = 0;
    #ticked = 0;
    #working = 0;
    #stopTicking = () => {};
    #roster = new Roster();
    #visitors = new Map();
    #room = null;
    #role = 'participant';
    #server = 'connecting';
    #shutOut = null;
    #onMedia = () => this.#mediaChanged();

    /**
     * @param {LocalMedia} media what is sent; stays the caller's
     * @param {(listener: object) => Signaling} signaling makes the way to the server
     * @param {World} [world] for tests
     */
    constructor(media, signaling, world = BROWSER) {
        super();
        this.#media = media;
        this.#world = world;
        this.#key = world.key();
        this.#links = new Links(world, media, {
            hello: () => this.#hello,
            greeted: (link, first) => this.#greeted(link, first),
            heard: (link, message) => this.#heard(link, message),
            piece: (key, piece) => this.#files.piece(key, piece),
            flows: key => this.#files.flows(key),
            silent: key => this.#silent(key),
            gone: key => this.#gone(key),
            ended: (id, quality) => this.#signaling.tellQuality(id, quality),
            renamed: (id, to) => this.#roster.renamed(id, to),
            server: (peer, data) => this.#signaling.signal(peer, data),
            hushed: () => this.#signaling.doubt(),
            changed: () => this.#linksChanged(),
        });
        this.#conversation = new Conversation(this.#key, world, {
            send: (key, message) => this.#links.sayTo(key, message),
            changed: () => this.#fire('chat'),
        });
        this.#files = new FileExchange(world, {
            send: (key, message) => this.#links.sayTo(key, message),
            channel: key => this.#links.filesTo(key),
            changed: () => this.#fire('files'),
        });
        this.#gestures = new Gestures(this.#key, world);
        this.#signaling = signaling(this);
    }

    /** connecting, waiting, connected, reconnecting, shut-out (it does not let us in again; links that are up stay) or ended. */
    get server() {
        return this.#server;
    }

    /** {code, detail, retryAfter} when shut out, else null. */
    get shutOutBy() {
        return this.#shutOut;
    }

    /**
     * The others, in the order of their coming: {key, id, name, state, role, presence, link, works, stream, hand, reactions,
     * speaking}. key stays the same when the id does not; link is its condition; hand says whose turn they are, 0 when that is not
     * known, null while it is down.
     */
    get participants() {
        return this.#links.all.map(([id, link]) => {
            const entry = this.#roster.of(id, link);
            return {
                ...entry,
                key: link.key,
                link: link.condition,
                works: link.works,
                stream: link.stream,
                hand: entry.state.hand ? this.#gestures.turnOf(link.known) : null,
                reactions: this.#gestures.reactionsOf(link.known),
                speaking: this.#voices?.isSpeaking(link) ?? false,
            };
        });
    }

    /** Of oneself: {state, hand, reactions, speaking}, as of the others. */
    get own() {
        return {
            state: this.#state,
            hand: this.#state.hand ? this.#gestures.turnOf(this.#key) : null,
            reactions: this.#gestures.reactionsOf(this.#key),
            speaking: this.#voices?.amSpeaking ?? false,
        };
    }

    /** The chat; see Conversation.messages. */
    get messages() {
        return this.#conversation.messages;
    }

    /** What is offered in the call; the commands about it are there, too. */
    get files() {
        return this.#files;
    }

    /** Who waits to be let in, the first to come first: {id, name}. Hosts are told. */
    get visitors() {
        return [...this.#visitors.values()];
    }

    /** {id, title?, locked, capacity}; null before one is in. */
    get room() {
        return this.#room;
    }

    /** One's own id in the room; null before one is in. */
    get self() {
        return this.#links.self;
    }

    get isHost() {
        return this.#role === 'host';
    }

    /** How a later page could go on with this stay; null while there is nothing to go on with. */
    get resume() {
        return this.#signaling.resume;
    }

    /** Keeps what an earlier page has left from running out; join() follows. */
    hold(resume) {
        this.#signaling.hold(resume);
    }

    /** @param {{room: string, name: string, passcode?: string, key?: string, token?: string}} wish */
    join(wish) {
        this.#name = wish.name;
        this.#media.addEventListener('change', this.#onMedia);
        this.#ticked = this.#world.now();
        this.#stopTicking();
        this.#stopTicking = this.#world.every(Conversation.tick, () => this.#tick());
        this.#voices ??= new Voices(
            this.#world,
            () => this.#links.all.map(([id, link]) => ({link, muted: !this.#roster.of(id, link).state.audio})),
            () => !this.#media.state.audio,
            () => this.#changed(),
        );
        this.#signaling.join({...wish, state: this.#state});
    }

    /** In which size somebody's picture is shown from now on (wanting.js), by the key of participants; null when it is not. */
    shows(key, size) {
        this.#links.all.find(([, link]) => link.key === key)?.[1].shows(size);
    }

    /** In the chat, to everybody. */
    say(text) {
        this.#conversation.say(text, this.#name);
    }

    /** Of one's own messages, by their ids. */
    edit(id, text) {
        this.#conversation.edit(id, text);
    }

    delete(id) {
        this.#conversation.delete(id);
    }

    raiseHand(up) {
        this.#gestures.raise(up);
        this.#stateChanged();
        this.#changed();
    }

    react(emoji) {
        this.#gestures.react(emoji);
        this.#links.broadcast({type: 'reaction', emoji});
        this.#changed();
    }

    /** A host's word; see Signaling.moderate. */
    moderate(action, target) {
        return this.#signaling.moderate(action, target);
    }

    /** Ends the stay; the others see it at once. */
    leave() {
        // Each link says how it was while it still can.
        this.#links.left();
        this.#signaling.leave();
        this.#end();
    }

    /** The page is going: the stay ends in a moment, unless another page goes on with it. */
    farewell() {
        if (this.#server !== 'connected') {
            this.#links.goodbye();
        }
        this.#links.all.forEach(([id, link]) => this.#signaling.tellQuality(id, link.quality));
        this.#signaling.farewell();
    }

    /** The page is about to be loaded again: the next one takes the stay over. */
    rest() {
        this.#signaling.rest();
    }

    /** The network is back, or another one. */
    hurry() {
        this.#signaling.hurry();
        this.#links.networkChanged();
    }

    // What the signaling says.

    connected() {
        this.#become('connected');
    }

    waiting() {
        this.#become('waiting');
    }

    reconnecting() {
        this.#become('reconnecting');
    }

    refused(code, detail, retryAfter) {
        this.#end();
        this.#fire('refused', {code, detail, retryAfter});
    }

    shutOut(code, detail, retryAfter) {
        this.#shutOut = {code, detail, retryAfter};
        this.#role = 'participant';
        this.#visitors.clear();
        this.#become('shut-out');
        this.#keepWhatIsUp();
    }

    #become(server) {
        this.#server = server;
        this.#serve();
        this.#changed();
    }

    /** Which ways signals may take. */
    #serve() {
        this.#links.serve({server: this.#server === 'connected', served: this.#roster.served});
    }

    // No server helps any more: what is not up and has no other way cannot come up, and with the last link the stay is over.
    #keepWhatIsUp() {
        for (const [id] of this.#links.all) {
            if (!this.#links.hasHope(id)) {
                this.#links.peerLeft(id, false);
            }
        }
        if (this.#links.all.length === 0 && this.#server === 'shut-out') {
            const {code, detail, retryAfter} = this.#shutOut;
            this.refused(code, detail, retryAfter);
        }
    }

    message(message) {
        switch (message.type) {
            case 'joined':
                this.#joined(message);
                break;
            case 'participant-joined':
                this.#roster.put(message.participant);
                this.#links.peerJoined(message.participant.id);
                break;
            case 'participant-updated':
                this.#updated(message.participant);
                break;
            case 'participant-left':
                this.#left(message);
                break;
            case 'signal':
                this.#links.signaled(message.from, message.data);
                break;
            case 'room-updated':
                this.#room = {...this.#room, ...message.room};
                break;
            case 'knock':
                this.#knocked(message.visitor);
                break;
            case 'knock-ended':
                this.#visitors.delete(message.id);
                break;
            case 'mute-requested':
                this.#fire('mute-requested', {name: this.#roster.nameOf(message.from)});
                break;
            case 'ice-servers':
                this.#useIceServers(message.iceServers);
                break;
            default:
            // What this client does not show.
        }
        if (ABOUT_PRESENCE.has(message.type)) {
            this.#serve();
        }
        this.#changed();
    }

    #joined({self, room, participants, iceServers}) {
        this.#useIceServers(iceServers);
        this.#room = room;
        this.#role = room.role ?? 'participant';
        // Those who still wait are told of after this.
        this.#visitors.clear();
        if (this.self === null) {
            // Not before: whoever has waited at the door has not been in the call.
            this.#entered = this.#world.now();
            this.#conversation.enter();
        }
        this.#roster.begin(participants, this.#links.all);
        this.#links.joined(self, participants.map(({id}) => id));
        this.#tidy();
    }

    /** For links that are opened or look for new ways from now on. */
    #useIceServers(iceServers) {
        this.#links.configure({iceServers, bundlePolicy: 'max-bundle'});
    }

    /** Somebody whose session is lost stays as long as their link works. */
    #left({id, reason}) {
        this.#links.peerLeft(id, reason === 'lost');
        this.#tidy();
        this.#roster.lost(id);
    }

    #updated(participant) {
        if (participant.id !== this.self) {
            this.#roster.put(participant);
            return;
        }
        this.#role = participant.role;
        if (!this.isHost) {
            this.#visitors.clear();
        }
    }

    #knocked(visitor) {
        const isNew = !this.#visitors.has(visitor.id);
        this.#visitors.set(visitor.id, visitor);
        if (isNew) {
            this.#fire('knock', {visitor});
        }
    }

    get #hello() {
        return {
            type: 'hello',
            client: CLIENT,
            key: this.#key,
            id: this.self,
            name: this.#name,
            present: this.#world.now() - this.#entered,
            abilities: ABILITIES,
        };
    }

    get #state() {
        return {...this.#media.state, hand: this.#gestures.raised !== undefined};
    }

    get #stateMessage() {
        const {raised} = this.#gestures;
        return {type: 'state', state: this.#state, ...(raised === undefined ? {} : {raised})};
    }

    #greeted(link, first) {
        const {key, present} = link.told.hello;
        this.#files.greeted(key, link.told.hello, first);
        if (first) {
            link.say(this.#stateMessage);
            this.#conversation.opened(key, present);
        } else {
            this.#conversation.greetedAgain(key);
        }
    }

    #heard(link, message) {
        const {key} = link.told.hello;
        if (message.type === 'state') {
            this.#heardState(link, message);
        } else if (message.type === 'reaction') {
            this.#gestures.heardReaction(key, message.emoji);
        } else if (this.#conversation.heard(key, message) || this.#files.heard(key, message)) {
            return;
        }
        this.#changed();
    }

    #heardState(link, {state, raised}) {
        link.told.state = state;
        this.#gestures.heardHand(link.known, raised ?? null);
        const [id] = this.#links.all.find(([, each]) => each === link);
        this.#roster.heardState(id, link, state);
    }

    #silent(key) {
        this.#conversation.closed(key);
        this.#files.closed(key);
    }

    #gone(key) {
        this.#conversation.gone(key);
        this.#files.gone(key);
        this.#gestures.gone(key);
    }

    #tidy() {
        this.#roster.keep(id => this.#links.has(id));
    }

    #linksChanged() {
        const working = this.#links.all.filter(([, link]) => link.works).length;
        if (working < this.#working) {
            // What broke a link may have broken the socket, too, and the link needs it.
            this.#signaling.doubt();
        }
        this.#working = working;
        this.#tidy();
        if (this.#server === 'shut-out') {
            this.#keepWhatIsUp();
        }
        this.#changed();
    }

    #tick() {
        const now = this.#world.now();
        if (now - this.#ticked > SLEPT_MS) {
            this.hurry();
        }
        this.#ticked = now;
        this.#links.tick();
        this.#conversation.tick();
        if (this.#gestures.tick()) {
            this.#changed();
        }
    }

    #mediaChanged() {
        this.#links.mediaChanged();
        this.#stateChanged();
    }

    #stateChanged() {
        this.#signaling.setState(this.#state);
        this.#links.broadcast(this.#stateMessage);
    }

    #end() {
        this.#media.removeEventListener('change', this.#onMedia);
        this.#stopTicking();
        this.#voices?.stop();
        this.#server = 'ended';
        this.#links.left();
        this.#files.leave();
        this.#changed();
    }

    #changed() {
        this.#fire('change');
    }

    #fire(type, about = {}) {
        this.dispatchEvent(Object.assign(new Event(type), about));
    }
}
