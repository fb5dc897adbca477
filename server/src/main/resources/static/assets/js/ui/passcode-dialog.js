import {PASSCODE_CHARS} from '../protocol/limits.js';

const TICK_MS = 1_000;

/**
 * Asks for a room's passcode, and again when it was wrong: the dialog stays, with what was typed, until a passcode was right
 * or the person gives up. Commands: tried(passcode) and givenUp().
 */
export class PasscodeDialog {
    #dialog;
    #commands;
    #isAsking = false;
    #timer = null;
    #freeAt = 0;
    #now;

    /**
     * @param {HTMLDialogElement} dialog
     * @param {{tried: (passcode: string) => void, givenUp: () => void}} commands
     * @param {() => number} [now] in ms
     */
    constructor(dialog, commands, now = Date.now) {
        this.#dialog = dialog;
        this.#commands = commands;
        this.#now = now;
        this.#input.maxLength = PASSCODE_CHARS;
        this.#find('form').addEventListener('submit', event => {
            event.preventDefault();
            this.#submit();
        });
        this.#find('.cancel').addEventListener('click', () => this.#giveUp());
        // Escape
        dialog.addEventListener('cancel', event => {
            event.preventDefault();
            this.#giveUp();
        });
        this.#find('.reveal').addEventListener('change', ({target}) => {
            this.#input.type = target.checked ? 'text' : 'password';
        });
        this.#input.addEventListener('input', () => this.#typed());
    }

    get isOpen() {
        return this.#dialog.open;
    }

    /**
     * @param {{wrong?: boolean, wait?: number}} why wrong when one was shown and refused; wait in ms before the next try
     */
    ask({wrong = false, wait = 0} = {}) {
        if (!this.isOpen) {
            this.#open();
        }
        this.#setBusy(false);
        if (wait > 0) {
            this.#hold(wait);
        } else {
            this.#say(wrong ? 'That is not this room’s passcode.' : '');
        }
        this.#input.setAttribute('aria-invalid', String(wrong));
        this.#input.focus();
        this.#input.select();
        this.#isAsking = true;
    }

    /** The passcode was right, or something else has come in between. */
    close() {
        this.#dialog.close();
        this.#input.value = '';
        this.#isAsking = false;
        clearInterval(this.#timer);
        this.#freeAt = 0;
    }

    #giveUp() {
        this.close();
        this.#commands.givenUp();
    }

    #typed() {
        this.#input.setAttribute('aria-invalid', 'false');
        if (!this.#isHeld) {
            this.#say('');
        }
    }

    get #isHeld() {
        return this.#now() < this.#freeAt;
    }

    #open() {
        this.#input.value = '';
        this.#find('.reveal').checked = false;
        this.#input.type = 'password';
        this.#say('');
        this.#dialog.showModal();
    }

    #submit() {
        if (this.#isHeld || !this.#isAsking) {
            return;
        }
        if (this.#input.value === '') {
            this.#say('Type the passcode.');
            this.#input.focus();
            return;
        }
        this.#isAsking = false;
        this.#setBusy(true);
        this.#commands.tried(this.#input.value);
    }

    /** The button counts down; the sentence stands still, for a screen reader would say each of them. */
    #hold(wait) {
        this.#freeAt = this.#now() + wait;
        this.#say(`Too many passcodes were tried. The next one can be tried in ${seconds(wait)}.`);
        clearInterval(this.#timer);
        const tick = () => {
            const left = this.#freeAt - this.#now();
            if (left > 0) {
                this.#button.textContent = `Wait ${Math.ceil(left / 1000)} s`;
            } else {
                clearInterval(this.#timer);
                this.#setBusy(false);
                this.#say('You can try again now.');
            }
        };
        this.#timer = setInterval(tick, TICK_MS);
        this.#button.setAttribute('aria-disabled', 'true');
        tick();
    }

    #setBusy(busy) {
        this.#button.textContent = busy ? 'Checking…' : 'Continue';
        this.#button.setAttribute('aria-disabled', String(busy));
        this.#dialog.setAttribute('aria-busy', String(busy));
    }

    #say(sentence) {
        this.#find('.error').textContent = sentence;
    }

    get #input() {
        return this.#find('#shown-passcode');
    }

    get #button() {
        return this.#find('.primary');
    }

    #find(selector) {
        return this.#dialog.querySelector(selector);
    }
}

function seconds(ms) {
    const whole = Math.ceil(ms / 1000);
    return whole === 1 ? '1 second' : `${whole} seconds`;
}
