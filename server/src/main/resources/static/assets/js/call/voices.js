import {SILENT, hear} from './speaking.js';

/** How often levels are asked for, in milliseconds; the rule in speaking.js wants them every 100 to 200. */
const EVERY = 200;

/** The name of one's own voice, beside the links'. */
const OWN = 'own';

/** Who is speaking, from the levels of all links and of one's own microphone. */
export class Voices {
    #world;
    #read;
    #changed;
    #states = new Map();
    #asking = false;
    #stop;

    /**
     * @param {World} world
     * @param {() => {link: LastingLink, muted: boolean}[]} read whom to listen to, and whether they say that they are muted
     * @param {() => boolean} ownMuted
     * @param {() => void} changed somebody has begun or ended
     */
    constructor(world, read, ownMuted, changed) {
        this.#world = world;
        this.#read = read;
        this.#changed = changed;
        this.#stop = world.every(EVERY, () => this.#ask(ownMuted));
    }

    isSpeaking(link) {
        return this.#states.get(link)?.speaking ?? false;
    }

    get amSpeaking() {
        return this.isSpeaking(OWN);
    }

    stop() {
        this.#stop();
    }

    /** One round at a time: on a busy machine answers take longer than the time between two. */
    async #ask(ownMuted) {
        if (this.#asking) {
            return;
        }
        this.#asking = true;
        try {
            const voices = this.#read().filter(({link}) => link.isUp);
            const own = voices[0]?.link.ownLevel() ?? 0;
            const levels = await Promise.all([own, ...voices.map(({link}) => link.level())]);
            const all = [{link: OWN, muted: ownMuted()}, ...voices];
            this.#hear(all.map(({link, muted}, at) => [link, muted, levels[at]]));
        } catch (error) {
            // A connection that was closed meanwhile.
            console.debug(`No levels: ${error.name}`);
        } finally {
            this.#asking = false;
        }
    }

    #hear(heard) {
        const now = this.#world.now();
        const before = speakers(this.#states);
        this.#states = new Map(
            heard.map(([voice, muted, level]) => [voice, hear(this.#states.get(voice) ?? SILENT, level, muted, now)]),
        );
        const after = speakers(this.#states);
        if (before.length !== after.length || before.some((voice, at) => voice !== after[at])) {
            this.#changed();
        }
    }
}

function speakers(states) {
    return [...states].filter(([, {speaking}]) => speaking).map(([voice]) => voice);
}
