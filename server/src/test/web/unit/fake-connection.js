/**
 * As much of an RTCPeerConnection as a link uses. Operations wait until the test ends them, in the order in which they
 * were begun, so that a test sees what a link does meanwhile.
 */
export class FakeConnection extends EventTarget {
    log = [];
    connectionState = 'new';
    closed = false;
    channels = {};
    /** Of sound, that have come. */
    packets = 0;
    #transceivers = [];
    #running = [];
    #revision = 0;

    /** For words. */
    get channel() {
        return this.channels.control;
    }

    addTransceiver(trackOrKind, {direction}) {
        const kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind;
        const transceiver = new FakeTransceiver(kind, typeof trackOrKind === 'string' ? null : trackOrKind, direction);
        this.#transceivers.push(transceiver);
        return transceiver;
    }

    getTransceivers() {
        return [...this.#transceivers];
    }

    createDataChannel(label, {negotiated, id}) {
        this.log.push(`channel ${label} ${negotiated} ${id}`);
        this.channels[label] = new FakeChannel();
        return this.channels[label];
    }

    getReceivers() {
        const heard = {type: 'inbound-rtp', kind: 'audio', packetsReceived: this.packets};
        return [{track: {kind: 'audio'}, getStats: async () => new Map([['heard', heard]])}];
    }

    getSenders() {
        return [];
    }

    async createOffer() {
        this.#revision += 1;
        return {type: 'offer', sdp: `offer ${this.#revision}`};
    }

    async createAnswer() {
        this.#revision += 1;
        return {type: 'answer', sdp: `answer ${this.#revision}`};
    }

    setLocalDescription({type}) {
        return this.#begin(`local ${type}`);
    }

    setRemoteDescription({type}) {
        if (type === 'offer') {
            this.#transceivers.push(new FakeTransceiver('audio', null, 'recvonly', '0'));
            this.#transceivers.push(new FakeTransceiver('video', null, 'recvonly', '1'));
        }
        return this.#begin(`remote ${type}`);
    }

    addIceCandidate({candidate}) {
        return this.#begin(`candidate ${candidate}`);
    }

    setConfiguration({iceServers}) {
        this.log.push(`use ${iceServers.map(server => server.urls).join()}`);
    }

    restartIce() {
        this.log.push('restart');
    }

    close() {
        this.closed = true;
    }

    /** How many operations are under way. */
    get running() {
        return this.#running.length;
    }

    async succeeds() {
        this.#running.shift().resolve();
        await settle();
    }

    async fails() {
        this.#running.shift().reject(new DOMException('no', 'InvalidStateError'));
        await settle();
    }

    async fires(type, fields = {}) {
        this.dispatchEvent(Object.assign(new Event(type), fields));
        await settle();
    }

    async becomes(connectionState) {
        this.connectionState = connectionState;
        await this.fires('connectionstatechange');
    }

    #begin(name) {
        this.log.push(name);
        return new Promise((resolve, reject) => this.#running.push({resolve, reject}));
    }
}

/** As much of an RTCDataChannel; what is sent is kept. */
export class FakeChannel extends EventTarget {
    readyState = 'connecting';
    sent = [];

    send(frame) {
        this.sent.push(JSON.parse(frame));
    }

    opens() {
        this.readyState = 'open';
        this.dispatchEvent(new Event('open'));
    }

    closes() {
        this.readyState = 'closed';
        this.dispatchEvent(new Event('close'));
    }

    says(message) {
        this.dispatchEvent(Object.assign(new Event('message'), {data: JSON.stringify(message)}));
    }

    /** What was sent since the last call, of these types or of all. */
    takes(...types) {
        const taken = this.sent.filter(({type}) => types.length === 0 || types.includes(type));
        this.sent = [];
        return taken;
    }
}

class FakeTransceiver {
    stopped = false;

    constructor(kind, track, direction, mid = null) {
        this.direction = direction;
        this.mid = mid;
        this.receiver = {track: {kind}};
        let parameters = {encodings: [{}]};
        let transaction = null;
        let transactions = 0;
        this.sender = {
            track,
            getParameters: () => {
                transaction ??= (transactions += 1);
                return {...structuredClone(parameters), transactionId: transaction};
            },
            // W3C WebRTC, section 5.2: what was asked for can be set once. Browsers look at that a moment later.
            setParameters: async next => {
                await settle();
                if (next.transactionId !== transaction) {
                    throw new DOMException('Ask first', 'InvalidStateError');
                }
                transaction = null;
                parameters = next;
            },
            setStreams: () => {},
            replaceTrack: async next => {
                this.sender.track = next;
            },
        };
    }

    stop() {
        this.stopped = true;
    }
}

/** As much of a MediaStream. */
export class FakeStream {
    #tracks;

    constructor(tracks = []) {
        this.#tracks = [...tracks];
    }

    getTracks() {
        return [...this.#tracks];
    }

    addTrack(track) {
        this.#tracks.push(track);
    }

    removeTrack(track) {
        this.#tracks = this.#tracks.filter(each => each !== track);
    }
}

export function settle() {
    return new Promise(setImmediate);
}
