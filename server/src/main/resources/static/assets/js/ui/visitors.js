import {setText} from './text.js';

/** Who waits at the door, for hosts. Command: order(action, id), admit or deny. */
export class Visitors {
    #root;
    #template;
    #order;
    #rows = new Map();

    constructor(root, template, order) {
        this.#root = root;
        this.#template = template;
        this.#order = order;
        // In the order of their coming: where the room fills up on the way, the last ones go on waiting.
        root.querySelector('.admit-all').addEventListener('click', () =>
            [...this.#rows.keys()].forEach(id => order('admit', id)),
        );
    }

    show(visitors) {
        this.#root.hidden = visitors.length === 0;
        this.#root.querySelector('.admit-all').hidden = visitors.length < 2;
        const here = new Set(visitors.map(({id}) => id));
        const hadFocus = this.#root.contains(document.activeElement);
        for (const [id, row] of this.#rows) {
            if (!here.has(id)) {
                row.remove();
                this.#rows.delete(id);
            }
        }
        visitors.forEach(visitor => this.#row(visitor));
        if (hadFocus && !this.#root.contains(document.activeElement)) {
            this.#moveFocus();
        }
    }

    #row({id, name}) {
        if (this.#rows.has(id)) {
            return;
        }
        const row = this.#template.content.firstElementChild.cloneNode(true);
        setText(row.querySelector('.name'), name);
        for (const [action, label] of [['admit', 'Admit'], ['deny', 'Deny']]) {
            const button = row.querySelector(`.${action}`);
            button.setAttribute('aria-label', `${label} ${name}`);
            button.addEventListener('click', () => this.#order(action, id));
        }
        this.#rows.set(id, row);
        this.#root.querySelector('ul').append(row);
    }

    /** Whoever has just let one in goes on with the next. */
    #moveFocus() {
        const next = this.#root.hidden
            ? this.#root.closest('.panel').querySelector('h2')
            : this.#root.querySelector('.admit');
        next.focus();
    }
}
