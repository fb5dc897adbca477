import {Person} from './person.js';
import {Visitors} from './visitors.js';

/**
 * Who is in the call, and for hosts, what they can do about it. Closed by its button, by Escape, and by the control that
 * opens it, to which the focus then returns. Commands: order(action, target?); confirm(question), which resolves to
 * true or false; and opened().
 */
export class PeoplePanel {
    #root;
    #toggle;
    #template;
    #commands;
    #visitors;
    #persons = new Map();

    /**
     * @param {HTMLElement} root
     * @param {HTMLButtonElement} toggle
     * @param {{person: HTMLTemplateElement, visitor: HTMLTemplateElement}} templates
     * @param {{order: Function, confirm: Function}} commands
     */
    constructor(root, toggle, templates, commands) {
        this.#root = root;
        this.#toggle = toggle;
        this.#template = templates.person;
        this.#commands = commands;
        this.#visitors = new Visitors(this.#find('.knocks'), templates.visitor, commands.order);
        toggle.addEventListener('click', () => (root.hidden ? this.open() : this.close()));
        this.#find('.close').addEventListener('click', () => this.close());
        root.addEventListener('keydown', event => event.key === 'Escape' && this.close());
        this.#find('.lock-room').addEventListener('click', ({currentTarget}) =>
            commands.order(currentTarget.getAttribute('aria-checked') === 'true' ? 'unlock' : 'lock'),
        );
        this.#find('.end').addEventListener('click', () => this.#end());
    }

    open() {
        this.#setOpen(true);
        this.#commands.opened();
        this.#find('h2').focus();
    }

    close() {
        const hadFocus = this.#root.contains(document.activeElement);
        this.#setOpen(false);
        if (hadFocus) {
            this.#toggle.focus();
        }
    }

    /**
     * @param {object} people
     * @param {{id: string, name: string, state: object}} people.self
     * @param {object[]} people.participants the others
     * @param {{id: string, name: string}[]} people.visitors
     * @param {boolean} people.isHost
     * @param {boolean} people.locked
     */
    show({self, participants, visitors, isHost, locked}) {
        const shown = [self, ...participants];
        this.#removeAllBut(new Set(shown.map(({id}) => id)));
        for (const person of shown) {
            this.#person(person.id).show(person, {isSelf: person === self, byHost: isHost});
        }
        this.#visitors.show(visitors);
        this.#find('.host-controls').hidden = !isHost;
        this.#find('.lock-room').setAttribute('aria-checked', String(locked));
        this.#showBadge(visitors.length);
    }

    #person(id) {
        let person = this.#persons.get(id);
        if (person === undefined) {
            person = new Person(this.#template, {
                order: action => this.#commands.order(action, id),
                confirm: this.#commands.confirm,
            });
            this.#persons.set(id, person);
            this.#find('.persons').append(person.element);
        }
        return person;
    }

    #removeAllBut(ids) {
        for (const [id, person] of this.#persons) {
            if (!ids.has(id)) {
                // Who works in the row of one that leaves is not thrown back to the page's beginning.
                if (person.element.contains(document.activeElement)) {
                    this.#find('h2').focus();
                }
                person.element.remove();
                this.#persons.delete(id);
            }
        }
    }

    #showBadge(waiting) {
        const badge = this.#toggle.querySelector('.badge');
        badge.hidden = waiting === 0;
        badge.textContent = String(waiting);
        this.#toggle.setAttribute('aria-label', waiting === 0 ? 'People' : `People, ${waiting} waiting`);
    }

    #setOpen(open) {
        this.#root.hidden = !open;
        this.#toggle.setAttribute('aria-expanded', String(open));
    }

    async #end() {
        const sure = await this.#commands.confirm({
            title: 'End the call for everybody?',
            text: 'Everybody is put out at once, and so is whoever waits to be let in.',
            yes: 'End the call',
        });
        if (sure) {
            this.#commands.order('end');
        }
    }

    #find(selector) {
        return this.#root.querySelector(selector);
    }
}
