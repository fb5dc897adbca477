import {encodingOf} from './encoding.js';

const KINDS = ['audio', 'video'];

/** Of a camera that does not say. */
const FRAMES_PER_SECOND = 30;

/**
 * What one connection sends: one microphone and one camera transceiver, always, so that switching either on later needs no
 * negotiation. The side that offers makes them; the side that answers takes those that came with the offer, because
 * transceivers of its own would not be matched with them (RFC 9429, section 5.10) and would cost a second round.
 */
export class Outgoing {
    #connection;
    #stream;
    #budget;
    #want;
    #transceivers = new Map();
    #fitted = Promise.resolve();

    /**
     * @param {RTCPeerConnection} connection
     * @param {MediaStream} stream one's own tracks: those that are there at first, and whose stream they are sent as
     * @param {{height: number, bitrate: number}} budget of the picture at first
     * @param {object?} want what the other side has said last of how it shows the picture, if it has
     */
    constructor(connection, stream, budget, want) {
        this.#connection = connection;
        this.#stream = stream;
        this.#budget = budget;
        this.#want = want;
    }

    /** Before an offer: there is something to send. */
    prepareOffer() {
        for (const kind of KINDS.filter(each => !this.#transceivers.has(each))) {
            this.#transceivers.set(
                kind,
                this.#connection.addTransceiver(this.#track(kind) ?? kind, {direction: 'sendrecv', streams: [this.#stream]}),
            );
        }
    }

    /** Before an answer: send on what was offered. */
    async prepareAnswer() {
        for (const kind of KINDS) {
            const offered = this.#offered(kind);
            const mine = this.#transceivers.get(kind);
            if (offered !== undefined && offered !== mine) {
                this.#transceivers.set(kind, offered);
                offered.direction = 'sendrecv';
                offered.sender.setStreams(this.#stream);
                await offered.sender.replaceTrack(this.#track(kind));
                // Our own, made for an offer that was rolled back: without this it would be offered again.
                mine?.stop();
            }
        }
    }

    /** Sends this track from now on, or nothing. */
    async replace(kind, track) {
        const sender = this.#transceivers.get(kind)?.sender;
        if (sender !== undefined && sender.track !== track) {
            await sender.replaceTrack(track);
            await this.fit();
        }
    }

    /** Sends the picture by this budget from now on. */
    async limit(budget) {
        this.#budget = budget;
        await this.fit();
    }

    /** The other side shows the picture so from now on. */
    async want(want) {
        this.#want = want;
        await this.fit();
    }

    /**
     * The next picture is a whole one, that needs none of those before it, and it goes out at once: what the other side has asked
     * for again, which would go before it and may be seconds' worth of pictures, is not sent when the encoder has stopped meanwhile.
     */
    refresh() {
        this.#fitted = this.#fitted.catch(() => {}).then(async () => {
            const sender = this.#transceivers.get('video')?.sender;
            if (sender?.getParameters().encodings?.[0]?.active) {
                await activate(sender, false);
                await activate(sender, true);
            }
        });
        return this.#fitted;
    }

    /** Has the encoder keep to budget and want. One after the other: parameters that are set end those that were asked for before. */
    fit() {
        this.#fitted = this.#fitted.catch(() => {}).then(() => this.#fit());
        return this.#fitted;
    }

    /** Before there is an encoder, and without a camera, there is nothing to do. */
    async #fit() {
        const sender = this.#transceivers.get('video')?.sender;
        const {width, height, frameRate = FRAMES_PER_SECOND} = sender?.track?.getSettings() ?? {};
        const parameters = sender?.getParameters();
        const encoding = parameters?.encodings?.[0];
        if (width === undefined || height === undefined || encoding === undefined) {
            return;
        }
        const fitting = encodingOf({width, height, framesPerSecond: Math.ceil(frameRate)}, this.#budget, this.#want);
        const wanted = {
            active: fitting.active,
            scaleResolutionDownBy: fitting.scaleDownBy,
            maxBitrate: fitting.bitsPerSecond,
            maxFramerate: fitting.framesPerSecond,
        };
        if (Object.entries(wanted).some(([name, value]) => encoding[name] !== value)) {
            Object.assign(encoding, wanted);
            await sender.setParameters(parameters);
        }
    }

    #track(kind) {
        return this.#stream.getTracks().find(track => track.kind === kind) ?? null;
    }

    #offered(kind) {
        return this.#connection
            .getTransceivers()
            .find(each => each.mid !== null && each.direction !== 'stopped' && each.receiver.track.kind === kind);
    }
}

async function activate(sender, active) {
    const parameters = sender.getParameters();
    parameters.encodings[0].active = active;
    await sender.setParameters(parameters);
}
