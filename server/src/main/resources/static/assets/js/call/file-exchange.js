import {nameToSend} from '../files/names.js';
import {FILE_BYTES} from '../protocol/limits.js';
import {FileReceiver} from './file-receiver.js';
import {FileSender} from './file-sender.js';
import {isOver} from './files-out.js';

/** Whoever has it among the abilities of their hello takes files. */
export const TAKES_FILES = 'files';

/** So many are shown: of more, the oldest that are over go, with what was kept of them. */
const MOST_SHOWN = 100;

const EVENTS_IN = {'file-offer': 'offered', 'file-done': 'done', 'file-cancel': 'cancelled'};
const EVENTS_OUT = {'file-accept': 'accepted', 'file-progress': 'progressed', 'file-refuse': 'refused'};

/**
 * The files that are offered in a call, by oneself to everybody and by others to oneself. Others are known by their client keys. What
 * has come is kept until it is saved, at the latest until the call is left, and is never opened.
 */
export class FileExchange {
    #desk;
    #world;
    #listener;
    #peers = new Map();
    #transfers = [];
    #offered = 0;

    /**
     * @param {World} world
     * @param {{send: (key: string, message: object) => void, channel: (key: string) => FileChannel | null, changed: () => void}} listener
     *     send: a control message, which is dropped where there is no channel; changed: something is to be shown otherwise than before
     */
    constructor(world, listener) {
        this.#desk = world.desk();
        this.#world = world;
        this.#listener = listener;
    }

    /**
     * In the order of their offers: {id, own, name, size, sent, from, parts, problem, blob}. from: of others' the name of whoever offers
     * it. parts: [{key, name, stage, bytes}], one for each receiver, so one of others'; stage as in files-out.js. problem: too-large,
     * nobody, no-space, memory, or null. blob: of others' when all of it is here, else null.
     */
    get transfers() {
        return this.#transfers.map(({id, own, name, size, sent, from, parts, problem, blob}) => ({
            id, own, name, size, sent, from, parts: [...parts.values()], problem, blob: own ? null : blob,
        }));
    }

    /** To everybody who is here and takes files. */
    offer(files) {
        for (const blob of files) {
            this.#offer(blob);
        }
        this.#changed();
    }

    accept(id) {
        this.#decide(id, 'accept');
    }

    /** It is not wanted, or no longer. */
    decline(id) {
        this.#decide(id, 'decline');
    }

    /** One's own is sent no more, to nobody. */
    cancel(id) {
        const {file, parts} = this.#transfer(id);
        for (const key of parts.keys()) {
            this.#peers.get(key)?.sender.take({type: 'cancel', file});
        }
    }

    /** The person has been given it: it stays for as long as the page is there, as the browser may still be reading it. */
    saved(id) {
        Object.assign(this.#transfer(id) ?? {}, {saved: true});
    }

    /** A hello came over a channel, the first on it or another one. */
    greeted(key, {name, abilities}, first) {
        const peer = this.#peers.get(key) ?? this.#meet(key);
        Object.assign(peer, {name, takes: abilities.includes(TAKES_FILES)});
        if (first && peer.takes) {
            this.#tell(key, {type: 'opened'});
        }
    }

    closed(key) {
        this.#tell(key, {type: 'closed'});
    }

    gone(key) {
        this.#tell(key, {type: 'gone'});
        this.#peers.delete(key);
    }

    /** The channel for files to this client has room. */
    flows(key) {
        this.#peers.get(key)?.sender.flows();
    }

    piece(key, {file, offset, bytes}) {
        this.#peers.get(key)?.receiver.take({type: 'piece', file, offset, length: bytes.byteLength}, bytes);
    }

    /** @returns {boolean} whether this was about files */
    heard(key, {type, ...about}) {
        const peer = this.#peers.get(key);
        if (type in EVENTS_IN) {
            peer.receiver.take({type: EVENTS_IN[type], ...about});
        } else if (type in EVENTS_OUT) {
            peer.sender.take({type: EVENTS_OUT[type], ...about});
        } else {
            return false;
        }
        return true;
    }

    /** The call is left. */
    leave() {
        [...this.#peers.keys()].forEach(key => this.gone(key));
        this.#transfers.forEach(transfer => this.#drop(transfer));
        this.#transfers = [];
    }

    #offer(blob) {
        const file = (this.#offered += 1);
        const takers = [...this.#peers].filter(([, {takes}]) => takes);
        const problem = blob.size > FILE_BYTES ? 'too-large' : takers.length === 0 ? 'nobody' : null;
        const {size} = blob;
        const name = nameToSend(blob.name);
        const transfer = this.#add({own: true, file, name, size, from: null, problem, blob});
        if (problem === null) {
            takers.forEach(([key, peer]) => this.#begin(transfer, key, peer.name));
            takers.forEach(([, {sender}]) => sender.take({type: 'offer', file, name, size}));
        }
    }

    #decide(id, type) {
        const {file, parts} = this.#transfer(id);
        const [key] = parts.keys();
        this.#peers.get(key)?.receiver.take({type, file});
    }

    #meet(key) {
        const say = message => this.#listener.send(key, message);
        const sender = new FileSender({
            say,
            channel: () => this.#listener.channel(key),
            blob: file => this.#own(file).blob,
            hash: file => this.#hash(this.#own(file)),
            show: (file, stage, bytes) => this.#showOwn(key, file, stage, bytes),
        });
        const peer = {name: '', takes: false, sender};
        peer.receiver = this.#receiver(key, say);
        this.#peers.set(key, peer);
        return peer;
    }

    #receiver(key, say) {
        const coming = new Map();
        return new FileReceiver(this.#desk, {
            say,
            offered: (file, name, size) => {
                const from = this.#peers.get(key).name;
                const transfer = this.#add({own: false, file, name, size, from, problem: null, blob: null});
                coming.set(file, transfer);
                this.#begin(transfer, key, from);
                this.#changed();
            },
            show: (file, stage, bytes) => {
                this.#show(coming.get(file), key, stage, bytes);
                if (isOver(stage)) {
                    coming.delete(file);
                }
            },
            kept: (file, kept, blob) => this.#keep(coming.get(file), kept, blob),
            failed: (file, problem) => Object.assign(coming.get(file), {problem}),
        });
    }

    #begin(transfer, key, name) {
        transfer.parts.set(key, {key, name, stage: 'offered', bytes: 0});
    }

    #keep(transfer, kept, blob) {
        Object.assign(transfer, {kept, blob});
        if (!this.#transfers.includes(transfer)) {
            this.#drop(transfer);
        }
    }

    /** Once for all who take it. */
    #hash(transfer) {
        transfer.hash ??= this.#desk.hash(transfer.id, transfer.blob);
        return transfer.hash;
    }

    #showOwn(key, file, stage, bytes) {
        const transfer = this.#own(file);
        this.#show(transfer, key, stage, bytes);
        if (isDone(transfer)) {
            this.#desk.forget(transfer.id).catch(() => {});
        }
    }

    #show(transfer, key, stage, bytes) {
        transfer.parts.set(key, {...transfer.parts.get(key), stage, bytes});
        this.#changed();
    }

    #add(about) {
        const transfer = {id: this.#desk.number(), sent: this.#world.date(), parts: new Map(), kept: null, saved: false, ...about};
        const oldest = this.#transfers.length < MOST_SHOWN ? undefined : this.#transfers.find(isDone);
        if (oldest !== undefined) {
            this.#drop(oldest);
            this.#transfers = this.#transfers.filter(each => each !== oldest);
        }
        this.#transfers.push(transfer);
        return transfer;
    }

    #drop({kept, saved}) {
        if (kept !== null && !saved) {
            this.#desk.discard(kept).catch(() => {});
        }
    }

    #tell(key, event) {
        const {sender, receiver} = this.#peers.get(key) ?? {};
        sender?.take(event);
        receiver?.take(event);
    }

    #own(file) {
        return this.#transfers.find(each => each.own && each.file === file);
    }

    #transfer(id) {
        return this.#transfers.find(each => each.id === id);
    }

    #changed() {
        this.#listener.changed();
    }
}

function isDone({parts}) {
    return [...parts.values()].every(({stage}) => isOver(stage));
}
