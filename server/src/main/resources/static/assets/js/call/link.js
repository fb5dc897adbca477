import {keepSides} from './dtls-side.js';
import {initial, step} from './negotiation.js';
import {Outgoing} from './outgoing.js';

/**
 * One connection to one other participant; lasting-link.js has those that follow one another. The negotiation decides; the
 * link carries its effects out on an RTCPeerConnection, one at a time, and tells it how each operation ended.
 *
 * The listener is called with: send(data) for a signal to the other side; channels(control, files) when there are data channels;
 * connection(state) when the connection has another one; changed() when the stream has; gaveUp() when it is of no use any more.
 */
export class Link {
    #connection;
    #outgoing;
    #hasChannels = false;
    #listener;
    #negotiation;
    #effects = [];
    #working = false;
    #closed = false;
    #stream;

    /**
     * @param {object} options
     * @param {RTCPeerConnection} options.connection a fresh one, which the link owns from now on
     * @param {'polite'|'impolite'} options.role
     * @param {boolean} options.waitsForOffer whether the other side makes the first offer
     * @param {MediaStream} options.local one's own tracks
     * @param {{height: number, bitrate: number}} options.budget of the picture at first
     * @param {object?} options.want what the other side has said last of how it shows the picture, if it has
     * @param {MediaStream} options.remote an empty one, for the other side's
     * @param {object} options.listener
     */
    constructor({connection, role, waitsForOffer, local, budget, want, remote, listener}) {
        this.#connection = connection;
        this.#outgoing = new Outgoing(connection, local, budget, want);
        this.#listener = listener;
        this.#negotiation = initial(role, waitsForOffer);
        this.#stream = remote;
        this.#listen();
        if (!waitsForOffer) {
            this.#prepareOffer();
        }
    }

    /** As RTCPeerConnection has it. */
    get connectionState() {
        return this.#connection.connectionState;
    }

    /** The other side's tracks. */
    get stream() {
        return this.#stream;
    }

    /** The other side's signal, decoded. */
    receive({description, candidate}) {
        this.#feed(
            description === undefined
                ? {type: 'remote-candidate', candidate}
                : {type: 'remote-description', description},
        );
    }

    /** Sends this track from now on, or nothing. */
    replaceTrack(kind, track) {
        return this.#outgoing.replace(kind, track).catch(error => this.#unlessClosed(error));
    }

    /** Sends the picture by this budget from now on. */
    limit(budget) {
        return this.#outgoing.limit(budget).catch(error => this.#unlessClosed(error));
    }

    /** Sends the picture as the other side wants it from now on. */
    want(want) {
        return this.#outgoing.want(want).catch(error => this.#unlessClosed(error));
    }

    /** Sends a whole picture next, for an other side that has missed some. */
    refresh() {
        return this.#outgoing.refresh().catch(error => this.#unlessClosed(error));
    }

    /** Other ways from the next ICE restart on; the one that is in use stays until then. */
    configure(configuration) {
        try {
            this.#connection.setConfiguration(configuration);
        } catch (error) {
            this.#unlessClosed(error);
        }
    }

    /** Looks for another way; the one that is in use stays as long as it works. */
    restartIce() {
        this.#connection.restartIce();
    }

    /** What is measured of the other side's sound, and the way that it takes. */
    heardStats() {
        return this.#statsOf(this.#connection.getReceivers(), 'audio');
    }

    /** What is measured of the other side's picture. */
    seenStats() {
        return this.#statsOf(this.#connection.getReceivers(), 'video');
    }

    /** What is measured of one's own sound. */
    sentStats() {
        return this.#statsOf(this.#connection.getSenders(), 'audio');
    }

    async #statsOf(ends, kind) {
        const report = await ends.find(({track}) => track?.kind === kind)?.getStats();
        return [...(report?.values() ?? [])];
    }

    /** Ends the connection; nothing is heard of it any more. */
    close() {
        this.#closed = true;
        this.#effects = [];
        this.#connection.close();
    }

    #listen() {
        const on = (type, handle) =>
            this.#connection.addEventListener(type, event => !this.#closed && handle(event));
        on('negotiationneeded', () => this.#feed({type: 'needed'}));
        on('icecandidate', ({candidate}) => this.#enqueue([{type: 'send-candidate', candidate}]));
        on('connectionstatechange', () => this.#connectionChanged());
        on('track', ({track}) => this.#trackCame(track));
    }

    #prepareOffer() {
        this.#outgoing.prepareOffer();
        this.#openChannels();
    }

    /** Both sides open them by the same numbers, so it takes no message to agree on them. */
    #openChannels() {
        if (!this.#hasChannels) {
            this.#hasChannels = true;
            const open = (label, id) => this.#connection.createDataChannel(label, {negotiated: true, id});
            this.#listener.channels(open('control', 0), open('files', 1));
        }
    }

    #connectionChanged() {
        const {connectionState} = this.#connection;
        if (connectionState === 'connected') {
            this.#outgoing.fit().catch(error => this.#unlessClosed(error));
        }
        this.#listener.connection(connectionState);
    }

    #trackCame(track) {
        for (const old of this.#stream.getTracks().filter(each => each.kind === track.kind && each !== track)) {
            this.#stream.removeTrack(old);
        }
        this.#stream.addTrack(track);
        this.#listener.changed();
    }

    #feed(event) {
        const {next, effects} = step(this.#negotiation, event);
        this.#negotiation = next;
        this.#enqueue(effects);
    }

    #enqueue(effects) {
        this.#effects.push(...effects);
        if (!this.#working) {
            this.#work();
        }
    }

    async #work() {
        this.#working = true;
        while (this.#effects.length > 0) {
            await this.#execute(this.#effects.shift());
        }
        this.#working = false;
    }

    async #execute(effect) {
        switch (effect.type) {
            case 'create-offer':
                return this.#operate(async () => {
                    this.#prepareOffer();
                    return this.#applyLocal(await this.#connection.createOffer());
                });
            case 'create-answer':
                return this.#operate(async () => {
                    await this.#outgoing.prepareAnswer();
                    this.#openChannels();
                    return this.#applyLocal(await this.#connection.createAnswer());
                });
            case 'accept':
                return this.#operate(async () => {
                    await this.#connection.setRemoteDescription(effect.description);
                    return {type: 'done'};
                });
            case 'rollback':
                return this.#operate(async () => {
                    await this.#connection.setLocalDescription({type: 'rollback'});
                    return {type: 'done'};
                });
            case 'add-candidate':
                // A candidate that is no use is no fault of the link: others follow, or the connection fails by itself.
                return this.#connection.addIceCandidate(effect.candidate ?? undefined).catch(() => {});
            case 'send':
                return this.#listener.send({description: effect.description});
            case 'send-candidate':
                return this.#listener.send({candidate: candidateInit(effect.candidate)});
            case 'give-up':
                return this.#giveUp(effect.reason);
            default:
                throw new Error(`No effect ${effect.type}`);
        }
    }

    #giveUp(reason) {
        console.warn(`A link was given up: ${reason}`);
        this.#listener.gaveUp();
    }

    /** Runs one operation; what follows from its end goes before what has been waiting. */
    async #operate(operation) {
        let ended;
        try {
            ended = await operation();
        } catch (error) {
            this.#unlessClosed(error);
            ended = {type: 'failed'};
        }
        if (!this.#closed) {
            const {next, effects} = step(this.#negotiation, ended);
            this.#negotiation = next;
            this.#effects.unshift(...effects);
        }
    }

    async #applyLocal({type, sdp}) {
        await this.#connection.setLocalDescription({type, sdp});
        const {currentLocalDescription: local, currentRemoteDescription: remote} = this.#connection;
        const sent = type === 'offer' ? keepSides(sdp, local, remote) : sdp;
        return {type: 'local-description', description: {type, sdp: sent}};
    }

    #unlessClosed(error) {
        if (!this.#closed) {
            console.warn(`An operation of a link failed: ${error.name}`);
        }
    }
}

/** RFC 8838, section 13: null says that there are no more. Fields that are null are left out. */
function candidateInit(candidate) {
    if (candidate === null || candidate.candidate === '') {
        return null;
    }
    const {sdpMid, sdpMLineIndex, usernameFragment} = candidate;
    return Object.fromEntries(
        Object.entries({candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment}).filter(
            ([, value]) => value !== null && value !== undefined,
        ),
    );
}
