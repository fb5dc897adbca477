/**
 * A room's chat over links alone, as a pure function: `step(state, event) -> {next, effects}`. What is said comes to
 * everybody, in one order of each author, once, although links come and go. The twin of `org.confero.call.Chat`, on the same
 * traces; PROTOCOL.md, "Chat", has the rules. Times in milliseconds; `now` is of a clock that only moves forward.
 *
 * `opened`: a hello came over an open control channel, of somebody who has been in the call for `present`. `closed`: that channel
 * is down and may come back. `gone`: somebody left. `came`, `acked`, `wanted` and `ended` are chat, chat-ack, chat-wanted and chat-end.
 * @typedef {{type: 'say', text: string, name: string, sent: number}
 *     | {type: 'edit', id: number, text: string}
 *     | {type: 'delete', id: number}
 *     | {type: 'opened', peer: string, present: number, now: number}
 *     | {type: 'closed', peer: string}
 *     | {type: 'gone', peer: string}
 *     | {type: 'came', peer: string, entry: ChatEntry, after: number, until?: number}
 *     | {type: 'acked', peer: string, heard: ChatHeard[]}
 *     | {type: 'wanted', peer: string, heard: ChatHeard[]}
 *     | {type: 'ended', peer: string, more: boolean, now: number}
 *     | {type: 'tick', now: number}} ChatEvent
 *
 * @typedef {{type: 'send-chat', peer: string, entry: ChatEntry, after: number, until?: number}
 *     | {type: 'send-ack', peer: string, heard: ChatHeard[]}
 *     | {type: 'send-wanted', peer: string, heard: ChatHeard[]}
 *     | {type: 'send-end', peer: string, more: boolean}
 *     | {type: 'show', entry: ChatEntry}} ChatEffect
 *
 * @typedef {import('./chat-log.js').ChatEntry} ChatEntry
 * @typedef {import('./chat-log.js').ChatHeard} ChatHeard
 */
import {CHAT_AUTHORS, CHAT_ENTRIES, CHAT_PIECE, COUNT} from '../protocol/limits.js';
import {EMPTY, allHeard, beyond, find, forget, hasRoomFor, heardOf, take} from './chat-log.js';

/** How often time has to be told: what others have heard of third authors is told as often. */
export const TICK = 1000;

/** How long the links of a newcomer may take to open one after another before the history is asked for. */
export const PATIENCE = 1000;

/** So long without the end of a piece, another one is asked: one takes a round trip and 32 messages. */
export const PIECE_TIMEOUT = 5000;

/** So long without an author's message it is passed on to whoever lacks it: longer than a round trip and a tick. */
export const PASS_ON_AFTER = 3000;

const UNKNOWN = Object.freeze({complete: false, asked: null, askedAt: 0, possibleSince: -1, tried: []});

/** On coming into a call, at this time. */
export function initial(self, now) {
    return {self, entered: now, changes: 0, time: 0, log: EMPTY, peers: new Map(), history: UNKNOWN};
}

/**
 * @param {ChatEvent} event
 * @returns {{next: object, effects: ChatEffect[]}}
 */
export function step(state, event) {
    const run = new Run(state);
    run.take(event);
    return {next: run.state, effects: run.effects};
}

/**
 * How far a message of ours has come among those who are there; with nobody there, everywhere.
 *
 * @returns {'unsent' | 'partly' | 'everywhere'}
 */
export function arrival(state, own) {
    const has = [...state.peers.values()].filter(peer => (peer.heard.get(state.self) ?? 0) >= own.seq).length;
    if (has === state.peers.size) {
        return 'everywhere';
    }
    return has === 0 ? 'unsent' : 'partly';
}

/** One step while it is worked out. */
class Run {
    effects = [];

    constructor(state) {
        this.state = {...state, peers: new Map([...state.peers].sort(([one], [other]) => (one < other ? -1 : 1)))};
    }

    take(event) {
        switch (event.type) {
            case 'say':
                return this.#say(event);
            case 'edit':
                return this.#edit(event.id, {text: event.text});
            case 'delete':
                return this.#edit(event.id, {});
            case 'opened':
                return this.#opened(event.peer, event.now - event.present, event.now);
            case 'closed':
                return this.#closed(event.peer);
            case 'gone':
                this.#closed(event.peer);
                return this.state.peers.delete(event.peer);
            case 'came':
                return this.#isOpen(event.peer) && this.#came(event);
            case 'acked':
                return this.#isOpen(event.peer) && this.#acked(event.peer, event.heard);
            case 'wanted':
                return this.#isOpen(event.peer) && this.#wanted(event.peer, event.heard);
            case 'ended':
                return this.#ended(event.peer, event.more, event.now);
            case 'tick':
                return this.#tick(event.now);
            default:
                throw new TypeError(`No chat event: ${event.type}`);
        }
    }

    #isOpen(peer) {
        return this.state.peers.get(peer)?.open ?? false;
    }

    #set(key, changes) {
        this.state.peers.set(key, {...this.state.peers.get(key), ...changes});
    }

    #say({text, name, sent}) {
        const {self, changes, time} = this.state;
        const later = Math.min(COUNT, time + 1);
        this.state.time = later;
        this.#change({author: self, id: changes + 1, seq: changes + 1, time: later, sent, name, text});
    }

    #edit(id, text) {
        const {self, changes, log} = this.state;
        const entry = log.entries.find(each => each.author === self && each.id === id && each.text !== undefined);
        if (entry !== undefined) {
            const {text: said, ...rest} = entry;
            this.#change({...rest, seq: changes + 1, ...text});
        }
    }

    /** Our own change goes at once to those of whom we know what they have; the others get it when they say so. */
    #change(entry) {
        this.state.changes = entry.seq;
        this.state.log = take(this.state.log, entry.author, [entry], entry.seq);
        this.effects.push({type: 'show', entry});
        [...this.state.peers.keys()].forEach(key => this.#sendOwn(key));
    }

    #sendOwn(key) {
        const {self, log, changes, peers} = this.state;
        const {open, sent} = peers.get(key);
        if (open && sent >= 0) {
            this.#send(key, beyond(log, self, sent, CHAT_ENTRIES));
            this.#set(key, {sent: changes});
        }
    }

    #opened(key, since, now) {
        const {self, entered, peers, log, history} = this.state;
        if (key === self || (!peers.has(key) && peers.size >= CHAT_AUTHORS)) {
            return;
        }
        const heard = peers.get(key)?.heard ?? new Map();
        peers.set(key, {open: true, since, sent: -1, held: [], heard, told: new Map(), behind: new Map()});
        const possibleSince = history.possibleSince < 0 && since < entered ? now : history.possibleSince;
        this.state.history = {...history, possibleSince, tried: history.tried.filter(each => each !== key)};
        this.effects.push({type: 'send-ack', peer: key, heard: [{author: key, seq: heardOf(log, key)}]});
    }

    #closed(key) {
        if (this.state.peers.has(key)) {
            this.#set(key, {open: false, sent: -1, held: [], told: new Map(), behind: new Map()});
            this.#stopAsking(key);
        }
    }

    #came({peer: from, entry, after, until = null}) {
        const {author} = entry;
        const belonging = this.state.peers.get(from).held.filter(
            held => held.after === after && held.entry.author === author);
        const group = [...belonging, {entry, after}];
        this.#set(from, {held: until === null && group.length < CHAT_ENTRIES ? group : []});
        if (until !== null && this.#maySpeakOf(from, author)) {
            this.#takeGroup(author, group, until);
            this.effects.push({type: 'send-ack', peer: from, heard: [{author, seq: heardOf(this.state.log, author)}]});
        }
    }

    /** Nobody can put words into the mouth of somebody who is there to speak. */
    #maySpeakOf(from, author) {
        return author !== this.state.self && (author === from || !this.#isOpen(author));
    }

    #takeGroup(author, group, until) {
        if (!hasRoomFor(this.state.log, author)) {
            this.state.log = forget(this.state.log, key => this.state.peers.has(key));
        }
        const last = heardOf(this.state.log, author);
        if (!hasRoomFor(this.state.log, author) || until <= last || group[0].after > last) {
            return;
        }
        const entries = group.map(({entry}) => entry).filter(({seq}) => seq > last && seq <= until);
        this.state.log = take(this.state.log, author, entries, until);
        for (const entry of entries) {
            this.state.time = Math.max(this.state.time, entry.time);
            const taken = find(this.state.log, entry);
            this.effects.push(...(taken === undefined ? [] : [{type: 'show', entry: taken}]));
        }
    }

    #acked(key, said) {
        const {self, peers} = this.state;
        const {heard: before, sent} = peers.get(key);
        const heard = new Map(before);
        for (const {author, seq} of said) {
            if (heard.has(author) || heard.size < CHAT_AUTHORS) {
                heard.set(author, Math.max(seq, heard.get(author) ?? 0));
            }
        }
        this.#set(key, {heard});
        if (sent < 0 && said.some(({author}) => author === self)) {
            this.#set(key, {sent: heard.get(self) ?? 0});
            this.#sendOwn(key);
        }
    }

    #wanted(key, heard) {
        const {self, log} = this.state;
        const has = new Map(heard.map(({author, seq}) => [author, seq]));
        let left = CHAT_PIECE;
        let more = false;
        // What is theirs they have, and what is ours comes by itself.
        for (const {author} of allHeard(log).filter(each => each.author !== key && each.author !== self)) {
            const base = has.get(author) ?? 0;
            const all = beyond(log, author, base, CHAT_ENTRIES);
            const passed = left > 0 ? beyond(log, author, base, left) : [];
            this.#send(key, passed);
            left -= passed.length;
            more ||= passed.length < all.length;
        }
        this.effects.push({type: 'send-end', peer: key, more});
    }

    #ended(key, more, now) {
        if (key !== this.state.history.asked) {
            return;
        }
        if (more) {
            this.#ask(key, now);
        } else {
            this.state.history = {...this.state.history, complete: true, asked: null, askedAt: now, tried: []};
        }
    }

    #tick(now) {
        const {asked, askedAt} = this.state.history;
        if (asked !== null && now - askedAt >= PIECE_TIMEOUT) {
            this.#stopAsking(asked);
        }
        const {complete, asked: still, possibleSince} = this.state.history;
        if (!complete && still === null && possibleSince >= 0 && now - possibleSince >= PATIENCE) {
            this.#askLongestPresent(now);
        }
        for (const [key, {open}] of this.state.peers) {
            if (open) {
                this.#tell(key);
                this.#passOn(key, now);
            }
        }
    }

    /** Who was there before us, the longest, and has not been asked in vain. */
    #askLongestPresent(now) {
        const {peers, entered, history} = this.state;
        const [longest] = [...peers]
            .filter(([key, {open, since}]) => open && since < entered && !history.tried.includes(key))
            .sort(([, one], [, other]) => one.since - other.since);
        if (longest !== undefined) {
            this.#ask(longest[0], now);
        }
    }

    #ask(key, now) {
        this.state.history = {...this.state.history, complete: false, asked: key, askedAt: now};
        this.effects.push({type: 'send-wanted', peer: key, heard: allHeard(this.state.log)});
    }

    #stopAsking(key) {
        const {history} = this.state;
        if (key === history.asked) {
            this.state.history = {...history, asked: null, askedAt: 0, tried: [...history.tried, key]};
        }
    }

    /** What we have of third authors, if it is more than we have said. */
    #tell(key) {
        const {self, log, peers} = this.state;
        const {told} = peers.get(key);
        const news = allHeard(log).filter(
            ({author, seq}) => author !== key && author !== self && seq > (told.get(author) ?? 0));
        if (news.length > 0) {
            this.effects.push({type: 'send-ack', peer: key, heard: news});
            this.#set(key, {told: log.heard});
        }
    }

    /**
     * What third authors have said and this peer has not heard: its link to them may be down, or they may have gone. One after
     * another of those who can pass it on does, so that mostly one is enough.
     */
    #passOn(key, now) {
        const {self, log, peers} = this.state;
        const peer = peers.get(key);
        const behind = new Map();
        for (const {author, seq} of allHeard(log)) {
            const has = peer.heard.get(author) ?? 0;
            if (author === key || author === self || seq <= has) {
                continue;
            }
            const since = peer.behind.get(author) ?? now;
            const due = now - since >= PASS_ON_AFTER * (1 + this.#rank(key, author));
            behind.set(author, due ? now : since);
            if (due) {
                this.#send(key, beyond(log, author, has, CHAT_PIECE));
            }
        }
        this.#set(key, {behind});
    }

    /** Our place among those who can pass on something of this author to this peer. */
    #rank(peer, author) {
        const {self, peers} = this.state;
        return [...peers.keys()].filter(key => this.#isOpen(key) && key !== peer && key !== author && key < self).length;
    }

    #send(peer, passed) {
        this.effects.push(...passed.map(each => ({type: 'send-chat', peer, ...each})));
    }
}
