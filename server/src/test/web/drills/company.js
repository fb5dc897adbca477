// People in a call on a network of the test's own, and what becomes of their call: who did not see or hear whom when, and
// which of the things said have come.
import assert from 'node:assert/strict';
import {until} from '../harness/until.js';

/** A shorter stop is not noticed as one; what a busy machine does to pictures by itself is shorter, too. */
const NOTICED_MS = 500;
/** A link that has gone on for so long is healed. */
const STEADY_MS = 2_000;
/** What goes away again so soon after the end of a fault was not healed. */
const FLAP_MS = 2_000;
const CHAT_MS = 1_000;
/** Clients keep the last 500 of what was said: so often it is looked what they show, as a count of what each has said. */
const LOOK_EVERY = 60;
const PATIENCE_MS = 60_000;

/** What becomes of a call: times in ms; breaks: of each way that was broken, when it had healed; gaps: in words, who was without whom. */
class Outcome {
    constructor(what, sound, picture, breaks, said, lost, repeated, gaps) {
        Object.assign(this, {what, sound, picture, breaks, healed: Math.max(0, ...breaks), said, lost, repeated, gaps});
    }
}

/**
 * Everybody who is in the call. A person has a name and can {@code say(text)}; {@code heardOf()} tells of all others, as [{name,
 * link, audio, videoGaps, audioGaps, framesDecoded, audioPackets, roundTripMs}], of gaps since {@code measureAnew()}, and
 * {@code chat()} what is shown as said, [{name, text}].
 */
export class Company {
    #people = [];
    #rounds = 0;

    get people() {
        return [...this.#people];
    }

    add(person) {
        this.#people.push(person);
        return person;
    }

    remove(person) {
        this.#people.splice(this.#people.indexOf(person), 1);
    }

    /**
     * Waits until everybody sees and hears everybody else, steadily.
     *
     * @param {(one: object, other: object) => boolean} [pair] which ones; all when left out
     */
    well(pair = () => true) {
        return until('call of everybody with everybody', () => this.#isWell(pair), PATIENCE_MS);
    }

    async #isWell(pair) {
        for (const one of this.#people) {
            const told = await one.heardOf();
            const others = this.#people.filter(each => each !== one);
            assert.deepEqual(
                told.map(each => each.name).sort(), others.map(each => each.name).sort(), `whom ${one.name} sees`);
            for (const seen of told.filter(each => pair(one, others.find(other => other.name === each.name)))) {
                assert.equal(seen.link, 'connected', `link of ${one.name} to ${seen.name}`);
                for (const gaps of [seen.videoGaps, seen.audioGaps]) {
                    const last = gaps.filter(gap => gap.ms >= NOTICED_MS).at(-1);
                    assert.ok(
                        last === undefined || last.over && Date.now() - last.at - last.ms > STEADY_MS,
                        `${one.name} waits for ${seen.name}: ${JSON.stringify(last)}`);
                }
                assert.ok(seen.framesDecoded > 0 && seen.audioPackets > 0, `nothing of ${seen.name} at ${one.name}`);
            }
        }
        return true;
    }

    /**
     * Does something to the call while everybody goes on talking, and waits until everybody is well and everything said has
     * come.
     *
     * @param {string} what in the table's words
     * @param {(talk: {pause: (ms: number) => Promise<void>}) => Promise<void>} fault returns when it is over
     * @param {(one: object, other: object) => boolean} [pair] whose sight and hearing of whom is measured
     * @returns {Promise<Outcome>}
     */
    async suffer(what, fault, pair = () => true) {
        await this.well(pair);
        const from = Date.now();
        await Promise.all(this.#people.map(person => person.measureAnew()));
        const talk = new Talk(this.#people, `${++this.#rounds}`);
        let back;
        try {
            await fault();
            back = Date.now();
            // What was the matter at its end shows by now in everybody's report.
            await new Promise(resolve => setTimeout(resolve, STEADY_MS));
            await this.well(pair);
        } finally {
            talk.end();
        }
        const gaps = await this.#gaps(from, pair);
        const chat = await talk.outcome(PATIENCE_MS);
        const noticed = [...gaps.sound, ...gaps.picture].filter(gap => gap.ms >= NOTICED_MS);
        const ofFault = noticed.filter(gap => gap.at < back + FLAP_MS);
        const told = noticed.map(gap => `${gap.of} ${gap.at - back} ms from the end on, ${gap.ms} ms`);
        const ends = new Map();
        ofFault.forEach(gap => ends.set(gap.of, Math.max(ends.get(gap.of) ?? 0, gap.at + gap.ms - back)));
        const breaks = [...ends.values()];
        const longest = list => Math.max(0, ...list.map(gap => gap.ms));
        return new Outcome(what, longest(gaps.sound), longest(gaps.picture), breaks, chat.said, chat.lost, chat.repeated, told);
    }

    async #gaps(from, pair) {
        const sound = [];
        const picture = [];
        for (const one of this.#people) {
            for (const seen of await one.heardOf()) {
                if (pair(one, this.#people.find(each => each.name === seen.name))) {
                    const told = (gaps, kind) => gaps.map(gap => {
                        assert.ok(gap.at + gap.ms >= from, `${one.name} tells of what was before`);
                        return {...gap, of: `${one.name} without ${kind} of ${seen.name}`};
                    });
                    sound.push(...told(seen.audioGaps, 'sound'));
                    picture.push(...told(seen.videoGaps, 'picture'));
                }
            }
        }
        return {sound, picture};
    }
}

/** Everybody says something every second, numbered. */
class Talk {
    #people;
    #word;
    #said = [];
    #timer;
    /** Of each, how often at once they have shown what. */
    #shown = new Map();
    #rounds = 0;

    constructor(people, word) {
        this.#people = [...people];
        this.#word = word;
        this.#timer = setInterval(() => this.#all(), CHAT_MS);
        this.#all();
    }

    #all() {
        for (const person of this.#people) {
            const text = `${this.#word} ${person.name} ${this.#said.length}`;
            this.#said.push({name: person.name, text});
            person.say(text);
        }
        this.#rounds++;
        if (this.#rounds % LOOK_EVERY === 0) {
            // Who does not answer now is asked again.
            this.#look().catch(() => {});
        }
    }

    async #look() {
        for (const person of this.#people) {
            const shown = (await person.chat()).filter(line => line.text?.startsWith(`${this.#word} `));
            const seen = this.#shown.get(person) ?? new Map();
            this.#shown.set(person, seen);
            for (const text of new Set(shown.map(line => line.text))) {
                const times = shown.filter(line => line.text === text).length;
                seen.set(text, Math.max(times, seen.get(text) ?? 0));
            }
            for (const {name} of this.#people) {
                const order = shown.filter(line => line.name === name).map(line => Number(line.text.split(' ').at(-1)));
                assert.deepEqual(order, order.toSorted((one, other) => one - other), `${name}'s order at ${person.name}`);
            }
        }
    }

    end() {
        clearInterval(this.#timer);
    }

    /** What is wrong now; what is late is waited for. */
    async outcome(patienceMs) {
        const wrong = {said: this.#said.length, lost: 0, repeated: 0};
        await until('everything said, everywhere', async () => {
            Object.assign(wrong, await this.#count());
            return wrong.lost === 0;
        }, patienceMs).catch(() => {
            // The numbers tell it.
        });
        return wrong;
    }

    async #count() {
        await this.#look();
        const wrong = {lost: 0, repeated: 0};
        for (const person of this.#people) {
            const seen = this.#shown.get(person);
            wrong.repeated += [...seen.values()].reduce((sum, times) => sum + times - 1, 0);
            wrong.lost += this.#said.filter(line => !seen.has(line.text)).length;
        }
        return wrong;
    }
}
