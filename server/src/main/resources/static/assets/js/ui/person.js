import {showAvatar} from './avatar.js';
import {handWords} from './gestures.js';
import {bindMenu} from './menu.js';
import {setText} from './text.js';
import {onOff} from './tile.js';

const DEVICES = {audio: 'Microphone', video: 'Camera'};

/** One row of the people's panel. */
export class Person {
    #element;
    #menu;
    #name = '';

    /**
     * @param {HTMLTemplateElement} template
     * @param {{order: (action: string) => void, confirm: Function}} commands
     */
    constructor(template, {order, confirm}) {
        this.#element = template.content.firstElementChild.cloneNode(true);
        this.#menu = bindMenu(this.#find('.more'), this.#find('.menu'));
        for (const item of this.#element.querySelectorAll('[data-action]')) {
            item.addEventListener('click', async () => {
                const {action} = item.dataset;
                if (action !== 'remove' || (await confirm(removal(this.#name)))) {
                    order(action);
                }
            });
        }
    }

    get element() {
        return this.#element;
    }

    /** @param {{isSelf: boolean, byHost: boolean}} view byHost: whoever looks may do things */
    show({name, state, role, presence, hand}, {isSelf, byHost}) {
        this.#name = name;
        setText(this.#find('.name'), isSelf ? `${name} (you)` : name);
        setText(this.#find('.about'), about(role, presence, hand));
        showAvatar(this.#find('.avatar'), name);
        for (const [kind, label] of Object.entries(DEVICES)) {
            const icon = this.#find(`.device[data-kind="${kind}"]`);
            icon.classList.toggle('off', !state[kind]);
            icon.setAttribute('aria-label', `${label} ${onOff(state[kind])}`);
        }
        this.#offer(byHost ? possible(state, role, isSelf) : []);
    }

    #offer(actions) {
        for (const item of this.#element.querySelectorAll('[data-action]')) {
            item.hidden = !actions.includes(item.dataset.action);
        }
        const more = this.#find('.more');
        if (actions.length === 0) {
            this.#menu.close();
        }
        more.hidden = actions.length === 0;
        more.setAttribute('aria-label', `More about ${this.#name}`);
        this.#find('.menu').setAttribute('aria-label', this.#name);
    }

    #find(selector) {
        return this.#element.querySelector(selector);
    }
}

/** What a host can do about somebody. */
export function possible(state, role, isSelf) {
    const roles = role === 'host' ? 'demote' : 'promote';
    if (isSelf) {
        return [roles];
    }
    return [...(state.audio ? ['mute'] : []), roles, 'remove'];
}

function about(role, presence, hand) {
    return [role === 'host' ? 'Host' : '', presence === 'reconnecting' ? 'Reconnecting…' : '', handWords(hand)]
        .filter(each => each !== '')
        .join(' · ');
}

function removal(name) {
    return {
        title: `Remove ${name}?`,
        text: `${name} is put out of the call at once, and can come back only when a host lets them in.`,
        yes: 'Remove',
    };
}
