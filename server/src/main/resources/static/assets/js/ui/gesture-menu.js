import {bindMenu} from './menu.js';
import {setText} from './text.js';

/** One's own hand and reactions. Commands: raiseHand(up) and react(emoji). */
export class GestureMenu {
    #toggle;
    #raise;
    #up = false;
    #commands;

    /**
     * @param {HTMLElement} root with the button and its menu
     * @param {{raiseHand: (up: boolean) => void, react: (emoji: string) => void}} commands
     */
    constructor(root, commands) {
        const menu = root.querySelector('.gestures-menu');
        this.#toggle = root.querySelector('.gestures-toggle');
        this.#raise = root.querySelector('.raise');
        this.#commands = commands;
        bindMenu(this.#toggle, menu);
        this.#raise.addEventListener('click', () => this.raise());
        for (const item of menu.querySelectorAll('[data-emoji]')) {
            item.addEventListener('click', () => commands.react(item.dataset.emoji));
        }
        // Beside a menu one clicks to be rid of it.
        document.addEventListener('pointerdown', ({target}) => {
            if (!menu.hidden && !root.contains(target)) {
                menu.hidden = true;
                this.#toggle.setAttribute('aria-expanded', 'false');
            }
        });
    }

    /** Up becomes down, and down up. */
    raise() {
        this.#commands.raiseHand(!this.#up);
    }

    /** @param {number | null} hand whose turn one is, null while it is down */
    show(hand) {
        this.#up = hand !== null;
        this.#toggle.classList.toggle('raised', this.#up);
        setText(this.#raise.querySelector('.text'), this.#up ? 'Lower hand' : 'Raise hand');
        this.#toggle.setAttribute('aria-label', this.#up ? 'Lower hand or react' : 'Raise hand or react');
    }
}
