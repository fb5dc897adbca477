import {TICK, arrival, initial, step} from './chat.js';
import {Clocks} from './clocks.js';

/** An entry of the chat in a chat message, and back. */
const ENTRY = ['author', 'id', 'seq', 'time', 'sent', 'name', 'text'];

/**
 * The room's chat as one participant holds it; the rules are in chat.js. Others are known by their client keys. The caller ticks
 * it every TICK ms.
 */
export class Conversation {
    #self;
    #state;
    #world;
    #send;
    #changed;
    #clocks;

    /**
     * @param {string} self one's own client key
     * @param {World} world
     * @param {{send: (key: string, message: object) => void, changed: () => void}} listener send: a control
     *     message, which is dropped where there is no channel; changed: something is to be shown otherwise than before
     */
    constructor(self, world, {send, changed}) {
        this.#self = self;
        this.#state = initial(self, world.now());
        this.#world = world;
        this.#send = send;
        this.#changed = changed;
        this.#clocks = new Clocks(world, send);
    }

    static get tick() {
        return TICK;
    }

    /** In their order: {author, id, seq, time, sent, name, text?, own, arrival}, sent by one's own clock, arrival of one's own only, as in chat.js. */
    get messages() {
        return this.#state.log.entries.map(entry => {
            const own = entry.author === this.#self;
            const sent = this.#clocks.toOurs(entry.author, entry.sent);
            return {...entry, sent, own, arrival: own ? arrival(this.#state, entry) : null};
        });
    }

    /** One comes into the call now: what was said in it before is history. */
    enter() {
        this.#state = initial(this.#self, this.#world.now());
    }

    say(text, name) {
        this.#take({type: 'say', text, name, sent: this.#world.date()});
    }

    edit(id, text) {
        this.#take({type: 'edit', id, text});
    }

    delete(id) {
        this.#take({type: 'delete', id});
    }

    /** The first hello came over a channel. */
    opened(peer, present) {
        this.#clocks.opened(peer);
        this.#take({type: 'opened', peer, present, now: this.#world.now()});
    }

    /** Another hello came over a channel that was greeted: what we have of them is said again, and nothing begins anew. */
    greetedAgain(peer) {
        const seq = this.#state.log.heard.get(peer) ?? 0;
        this.#send(peer, {type: 'chat-ack', heard: [{author: peer, seq}]});
    }

    closed(peer) {
        this.#clocks.closed(peer);
        this.#take({type: 'closed', peer});
    }

    gone(peer) {
        this.#take({type: 'gone', peer});
    }

    tick() {
        this.#clocks.tick();
        this.#take({type: 'tick', now: this.#world.now()});
    }

    /** @returns {boolean} whether this was about chat, or about the clocks by which it is read */
    heard(peer, message) {
        if (message.type === 'clock') {
            this.#clocks.heard(peer, message);
            this.#changed();
            return true;
        }
        const event = eventOf(peer, message, this.#world.now());
        if (event !== null) {
            this.#take(event);
        }
        return event !== null;
    }

    #take(event) {
        const {next, effects} = step(this.#state, event);
        this.#state = next;
        for (const effect of effects.filter(({type}) => type !== 'show')) {
            this.#send(effect.peer, messageOf(effect));
        }
        // Other events may change how far one's own have come.
        if (event.type !== 'tick') {
            this.#changed();
        }
    }
}

function eventOf(peer, message, now) {
    switch (message.type) {
        case 'chat': {
            const entry = Object.fromEntries(ENTRY.filter(name => name in message).map(name => [name, message[name]]));
            const {after, until} = message;
            return {type: 'came', peer, entry, after, ...(until === undefined ? {} : {until})};
        }
        case 'chat-ack':
            return {type: 'acked', peer, heard: message.heard};
        case 'chat-wanted':
            return {type: 'wanted', peer, heard: message.heard};
        case 'chat-end':
            return {type: 'ended', peer, more: message.more, now};
        default:
            return null;
    }
}

function messageOf(effect) {
    switch (effect.type) {
        case 'send-chat': {
            const {entry, after, until} = effect;
            return {type: 'chat', ...entry, after, ...(until === undefined ? {} : {until})};
        }
        case 'send-ack':
            return {type: 'chat-ack', heard: effect.heard};
        case 'send-wanted':
            return {type: 'chat-wanted', heard: effect.heard};
        default:
            return {type: 'chat-end', more: effect.more};
    }
}
