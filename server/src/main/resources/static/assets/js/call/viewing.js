import * as pace from './pace.js';
import * as tally from './tally.js';
import * as wanting from './wanting.js';

/**
 * How the other side of a link is seen and heard here: how that has been, and in which size we ask for its picture, which follows how
 * it is shown and whether this machine keeps up. The rules are in tally.js, pace.js and wanting.js.
 */
export class Viewing {
    #world;
    #isHeard;
    #say;
    #wanting = wanting.NOTHING_SAID;
    #shown = null;
    #pace = pace.FULL;
    #tally = tally.NOTHING;
    #waker = null;
    #stopped = false;

    /**
     * @param {World} world
     * @param {() => boolean} isHeard whether the other side has said hello on the channel that there is
     * @param {(message: object) => void} say to the other side
     */
    constructor(world, isHeard, say) {
        this.#world = world;
        this.#isHeard = isHeard;
        this.#say = say;
    }

    /** Null when the link never was connected. */
    get quality() {
        return tally.qualityOf(this.#tally, this.#world.now());
    }

    /** Whether the link's connection works from now on. */
    works(up) {
        this.#tally = tally.works(this.#tally, up, this.#world.now());
    }

    /** @param {object | null} size in which the picture is shown from now on; null when it is not */
    shows(size) {
        this.#shown = size;
        this.#look();
    }

    /** The other side has said hello on its channel: it knows nothing of what was said before. */
    greeted() {
        this.#wanting = wanting.NOTHING_SAID;
        this.#look();
    }

    /**
     * @param {object} picture its inbound statistics
     * @param {object} sound the same
     * @param {{millis: number | null, relayed: boolean}} way on which they come
     */
    measured(picture, sound, {millis, relayed}) {
        const sum = name => (picture[name] ?? 0) + (sound[name] ?? 0);
        const counts = {
            received: sum('packetsReceived'),
            lost: sum('packetsLost'),
            frozenMs: Math.round((picture.totalFreezesDuration ?? 0) * 1000),
        };
        this.#tally = tally.measured(this.#tally, counts, millis, relayed);
        const {framesReceived: received, jitterBufferEmittedCount: emitted, jitterBufferDelay} = picture;
        if (received !== undefined && emitted !== undefined) {
            const frames = {received, emitted, delay: Math.round(jitterBufferDelay * 1000)};
            this.#pace = pace.measure(this.#pace, frames, this.#world.now());
            this.#look();
        }
    }

    /** Asks for nothing any more. */
    stop() {
        this.#stopped = true;
        this.#waker?.();
    }

    #look() {
        if (!this.#isHeard()) {
            return;
        }
        const wanted = pace.wantedOf(this.#pace, this.#shown);
        const {next, says} = wanting.look(this.#wanting, wanted, this.#world.now());
        this.#wanting = next;
        if (says) {
            this.#say({type: 'want', source: 'camera', ...(next.last === null ? {} : {size: next.last})});
        }
        this.#wake(wanting.wakeAt(next));
    }

    #wake(at) {
        this.#waker?.();
        this.#waker = null;
        if (at >= 0 && !this.#stopped) {
            this.#waker = this.#world.after(Math.max(1, at - this.#world.now()), () => this.#look());
        }
    }
}
