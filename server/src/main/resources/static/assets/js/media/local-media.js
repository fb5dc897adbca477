import {problemOf} from './problems.js';

const CONSTRAINTS = {
    audio: {echoCancellation: true, noiseSuppression: true, autoGainControl: true},
    // A mesh encodes once for every other participant: more than 720p would cost more than it shows.
    video: {width: {ideal: 1280, max: 1280}, height: {ideal: 720, max: 720}, frameRate: {ideal: 30, max: 30}},
};

/**
 * One's own microphone and camera. A muted microphone stays open and sends silence, so that unmuting is instant; a camera
 * that is off is freed, so that its light goes out. Fires change whenever anything below does.
 *
 * audio and video each say: wanted (what the switch says), track (or null) and problem (or null; see problems.js).
 */
export class LocalMedia extends EventTarget {
    #devices;
    #stream;
    #kinds = {audio: idle(), video: idle()};
    #queue = Promise.resolve();

    /**
     * @param {MediaDevices} devices
     * @param {MediaStream} stream an empty one, which always holds the current tracks
     */
    constructor(devices, stream) {
        super();
        this.#devices = devices;
        this.#stream = stream;
        devices.addEventListener?.('devicechange', () => this.#deviceCame());
    }

    get stream() {
        return this.#stream;
    }

    get audio() {
        return {...this.#kinds.audio};
    }

    get video() {
        return {...this.#kinds.video};
    }

    /** The part of the protocol's state that is about devices. */
    get state() {
        return {audio: this.#isOn('audio'), video: this.#isOn('video'), screen: false, hand: false};
    }

    /** Which of the two open() is to open. */
    prefer({audio, video}) {
        this.#kinds.audio.wanted = audio;
        this.#kinds.video.wanted = video;
        this.#changed();
    }

    /**
     * Opens what is wanted at once, so that the browser asks once; what is not there or not allowed is a problem, not an
     * error.
     */
    open() {
        return this.#inTurn(async () => {
            const wanted = Object.entries(CONSTRAINTS).filter(([kind]) => this.#kinds[kind].wanted);
            if (wanted.length === 0) {
                return;
            }
            try {
                this.#take(await this.#devices.getUserMedia(Object.fromEntries(wanted)));
            } catch (error) {
                await this.#openEach(wanted.map(([kind]) => kind), error);
            }
        });
    }

    /** Switches the microphone or the camera; with no device, on leaves a problem. */
    set(kind, on) {
        this.#kinds[kind].wanted = on;
        this.#changed();
        return this.#inTurn(() => (kind === 'audio' ? this.#apply(kind) : this.#applyVideo()));
    }

    /** Frees both. */
    close() {
        for (const kind of ['audio', 'video']) {
            this.#drop(kind);
        }
        this.#changed();
    }

    #isOn(kind) {
        const {wanted, track} = this.#kinds[kind];
        return wanted && track !== null;
    }

    async #openEach(kinds, error) {
        const problem = problemOf(error);
        for (const kind of kinds) {
            if (problem === 'denied' && (await wasDenied(kind))) {
                this.#kinds[kind].problem = 'denied';
            } else {
                await this.#acquire(kind);
            }
        }
    }

    async #apply(kind) {
        const device = this.#kinds[kind];
        if (device.wanted && device.track === null) {
            await this.#acquire(kind);
        } else if (device.track !== null) {
            device.track.enabled = device.wanted;
        }
    }

    async #applyVideo() {
        if (this.#kinds.video.wanted) {
            await this.#apply('video');
        } else {
            this.#drop('video');
        }
    }

    async #acquire(kind) {
        try {
            this.#take(await this.#devices.getUserMedia({[kind]: CONSTRAINTS[kind]}));
        } catch (error) {
            this.#kinds[kind].problem = problemOf(error);
        }
    }

    #take(acquired) {
        for (const track of acquired.getTracks()) {
            const device = this.#kinds[track.kind];
            this.#drop(track.kind);
            device.track = track;
            device.problem = null;
            track.enabled = device.wanted;
            this.#stream.addTrack(track);
            track.addEventListener('ended', () => this.#ended(track));
        }
    }

    #ended(track) {
        const device = this.#kinds[track.kind];
        if (device.track === track) {
            this.#drop(track.kind);
            device.problem = 'unplugged';
            this.#changed();
        }
    }

    #drop(kind) {
        const device = this.#kinds[kind];
        if (device.track !== null) {
            this.#stream.removeTrack(device.track);
            device.track.stop();
            device.track = null;
        }
    }

    /** A device that was missing may be there now. */
    #deviceCame() {
        for (const kind of ['audio', 'video']) {
            const {wanted, problem} = this.#kinds[kind];
            if (wanted && (problem === 'missing' || problem === 'unplugged')) {
                this.#inTurn(() => this.#acquire(kind));
            }
        }
    }

    /** One at a time: a switch that is pressed twice ends as it was pressed last. */
    #inTurn(action) {
        this.#queue = this.#queue.then(action).finally(() => this.#changed());
        return this.#queue;
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
    }
}

function idle() {
    return {wanted: true, track: null, problem: null};
}

/**
 * Whether a denial of both was meant for this one. When only the other is denied for good, this one may be asked for
 * alone; when a person has just said no, asking again would be rude.
 */
async function wasDenied(kind) {
    const [own, other] = kind === 'audio' ? ['microphone', 'camera'] : ['camera', 'microphone'];
    try {
        const answers = await Promise.all([own, other].map(name => navigator.permissions.query({name})));
        return answers[0].state === 'denied' || answers[1].state !== 'denied';
    } catch {
        return true;
    }
}
