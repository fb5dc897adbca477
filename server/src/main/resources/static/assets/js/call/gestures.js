import * as hands from './hands.js';
import * as reactions from './reactions.js';

/** Raised hands and reactions of everybody, oneself among them, by their client keys. */
export class Gestures {
    #self;
    #world;
    #hands;
    #reactions = [];

    /**
     * @param {string} self one's own client key
     * @param {World} world
     */
    constructor(self, world) {
        this.#self = self;
        this.#world = world;
        this.#hands = hands.none(self);
    }

    /** The number of one's own raised hand, for the state message; undefined while it is down. */
    get raised() {
        return hands.own(this.#hands);
    }

    /** Whose turn this one is, from 1; 0 while their hand is down. */
    turnOf(key) {
        return hands.order(this.#hands).indexOf(key) + 1;
    }

    raise(up) {
        this.#hands = up ? hands.raise(this.#hands) : hands.lower(this.#hands);
    }

    /** Somebody's state came: the number of their hand, or null. */
    heardHand(key, number) {
        this.#hands = hands.hear(this.#hands, key, number);
    }

    gone(key) {
        this.#hands = hands.gone(this.#hands, key);
    }

    react(emoji) {
        this.heardReaction(this.#self, emoji);
    }

    heardReaction(key, emoji) {
        this.#reactions = reactions.add(this.#reactions, key, emoji, this.#world.now());
    }

    /** What is shown of theirs now, oldest first. */
    reactionsOf(key) {
        return reactions.at(this.#reactions, this.#world.now()).filter(({peer}) => peer === key).map(({emoji}) => emoji);
    }

    /** @returns {boolean} whether something is shown no more */
    tick() {
        const before = this.#reactions.length;
        this.#reactions = reactions.at(this.#reactions, this.#world.now());
        return this.#reactions.length < before;
    }
}
