import {isChatText} from '../protocol/control.js';
import {CHAT_CHARS} from '../protocol/limits.js';
import {FileRows} from './file-rows.js';
import {Message} from './message.js';
import {setText} from './text.js';

/** So near to its end, in pixels, a list that grows stays at it. */
const NEAR = 60;

/** A badge says more than this with a plus. */
const MOST = 99;

/**
 * The room's chat, with the files that are offered in it. Closed by its button, by Escape, and by the control that opens it, to which the focus then returns; what was
 * being written stays. Commands: say(text), edit(id, text), delete(id), files() for a FileExchange, announce(sentence), and opened().
 */
export class ChatPanel {
    #root;
    #toggle;
    #template;
    #commands;
    #drafts;
    #files;
    #room = null;
    #messages = new Map();
    #named = [];
    #unread = 0;

    /**
     * @param {HTMLElement} root
     * @param {HTMLButtonElement} toggle
     * @param {{message: HTMLTemplateElement, file: HTMLTemplateElement}} templates
     * @param {Drafts} drafts
     * @param {object} commands
     */
    constructor(root, toggle, templates, drafts, commands) {
        this.#root = root;
        this.#toggle = toggle;
        this.#template = templates.message;
        this.#drafts = drafts;
        this.#commands = commands;
        this.#files = new FileRows(templates.file, {
            files: commands.files, announce: commands.announce,
        });
        toggle.addEventListener('click', () => this.toggle());
        this.#find('.close').addEventListener('click', () => this.close());
        root.addEventListener('keydown', event => event.key === 'Escape' && this.close());
        this.#find('.writing').addEventListener('submit', event => {
            event.preventDefault();
            this.#send();
        });
        this.#text.addEventListener('keydown', event => this.#typed(event));
        this.#text.addEventListener('input', () => this.#drafted());
        this.#frame.addEventListener('scroll', () => this.#isAtEnd && this.#setNewest(false));
        this.#find('.newest').addEventListener('click', () => this.#toEnd());
        this.#find('.attach').addEventListener('click', () => this.#chosen.click());
        this.#chosen.addEventListener('change', () => this.#offerChosen());
    }

    /** Begins anew, for this room. */
    begin(room) {
        this.#room = room;
        this.#messages.forEach(message => message.element.remove());
        this.#messages.clear();
        this.#named = [];
        this.#files.clear();
        this.#setUnread(0);
        this.#setNewest(false);
        this.#text.value = this.#drafts.of(room);
        this.#grow();
    }

    toggle() {
        if (this.#root.hidden) {
            this.open();
        } else {
            this.close();
        }
    }

    open() {
        this.#setOpen(true);
        this.#commands.opened();
        this.#setUnread(0);
        this.#toEnd();
        this.#grow();
        this.#text.focus();
    }

    close() {
        const hadFocus = this.#root.contains(document.activeElement);
        this.#setOpen(false);
        if (hadFocus) {
            this.#toggle.focus();
        }
    }

    /** @param {object[]} messages all, in their order */
    show(messages) {
        const wasAtEnd = this.#isAtEnd;
        const fresh = messages.filter(message => !this.#messages.has(nameOf(message)));
        this.#removeAllBut(new Set(messages.map(nameOf)));
        this.#named = messages.map(message => [nameOf(message), this.#shown(message)]);
        this.#arrange();
        const others = fresh.filter(({own, text}) => !own && text !== undefined);
        // A late joiner's history is not read out.
        const sentence = others.length === 1 ? `${others[0].name} writes: ${others[0].text}` : null;
        this.#came(others.length, sentence, wasAtEnd || fresh.some(({own}) => own));
    }

    /** @param {object[]} transfers all, in their order, as FileExchange has them */
    showFiles(transfers) {
        const wasAtEnd = this.#isAtEnd;
        const fresh = this.#files.show(transfers, this.#named.at(-1)?.[0]);
        this.#arrange();
        const others = fresh.filter(({own}) => !own);
        const sentence = others.length === 1
            ? `${others[0].from} offers a file: ${others[0].name}`
            : `${others.length} files are offered.`;
        this.#came(others.length, sentence, wasAtEnd || fresh.some(({own}) => own));
    }

    #came(others, sentence, follows) {
        if (this.#root.hidden) {
            this.#missed(others, sentence);
        } else if (follows) {
            this.#toEnd();
        } else if (others > 0) {
            this.#setNewest(true);
        }
    }

    #missed(others, sentence) {
        if (others === 0) {
            return;
        }
        this.#setUnread(this.#unread + others);
        if (sentence !== null) {
            this.#commands.announce(sentence);
        }
    }

    #shown(message) {
        const name = nameOf(message);
        let shown = this.#messages.get(name);
        if (shown === undefined) {
            shown = new Message(this.#template, {
                edit: this.#commands.edit, delete: this.#commands.delete, focus: () => this.#text.focus(),
            });
            this.#messages.set(name, shown);
        }
        shown.show(message);
        return shown.element;
    }

    #arrange() {
        const list = this.#find('.messages');
        const elements = this.#files.amidst(this.#named);
        this.#find('.messages-none').hidden = elements.length > 0;
        elements.forEach((element, at) => {
            if (list.children[at] !== element) {
                list.insertBefore(element, list.children[at] ?? null);
            }
        });
    }

    #offerChosen() {
        const files = [...this.#chosen.files];
        // The same one can be chosen again.
        this.#chosen.value = '';
        if (files.length > 0) {
            this.#commands.files().offer(files);
        }
    }

    #removeAllBut(names) {
        for (const [name, message] of this.#messages) {
            if (!names.has(name)) {
                message.element.remove();
                this.#messages.delete(name);
            }
        }
    }

    #typed(event) {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.#send();
        } else if (event.key === 'ArrowUp' && this.#text.value === '') {
            event.preventDefault();
            this.#editLast();
        }
    }

    #editLast() {
        const last = [...this.#messages.values()]
            .filter(({element}) => element.matches('.own:not(:has(.deleted))'))
            .sort((one, other) => (one.element.compareDocumentPosition(other.element) & 4 ? -1 : 1))
            .at(-1);
        last?.edit();
    }

    #send() {
        const text = this.#text.value.trim();
        if (text === '') {
            return;
        }
        if (!isChatText(text)) {
            setText(this.#find('.error'), problemOf(text));
            return;
        }
        this.#text.value = '';
        this.#drafted();
        this.#commands.say(text);
        this.#text.focus();
    }

    #drafted() {
        this.#drafts.keep(this.#room, this.#text.value);
        setText(this.#find('.error'), '');
        this.#grow();
    }

    /** As high as what is written, up to what the style sheet allows. */
    #grow() {
        this.#text.rows = Math.min(6, this.#text.value.split('\n').length);
    }

    #setOpen(open) {
        this.#root.hidden = !open;
        this.#toggle.setAttribute('aria-expanded', String(open));
    }

    #setUnread(unread) {
        this.#unread = unread;
        const badge = this.#toggle.querySelector('.badge');
        badge.hidden = unread === 0;
        badge.textContent = unread > MOST ? `${MOST}+` : String(unread);
        this.#toggle.setAttribute('aria-label', unread === 0 ? 'Chat' : `Chat, ${unread} unread`);
    }

    #setNewest(there) {
        this.#find('.newest').hidden = !there;
    }

    get #isAtEnd() {
        const {scrollHeight, scrollTop, clientHeight} = this.#frame;
        return scrollHeight - scrollTop - clientHeight < NEAR;
    }

    #toEnd() {
        this.#frame.scrollTop = this.#frame.scrollHeight;
        this.#setNewest(false);
    }

    get #frame() {
        return this.#find('.messages-frame');
    }

    get #chosen() {
        return this.#find('#chat-files');
    }

    get #text() {
        return this.#find('#chat-text');
    }

    #find(selector) {
        return this.#root.querySelector(selector);
    }
}

function nameOf({author, id}) {
    return `${author}/${id}`;
}

function problemOf(text) {
    return text.length > CHAT_CHARS
        ? `A message has at most ${CHAT_CHARS} characters; this one has ${text.length}.`
        : 'This text has characters in it that cannot be sent.';
}
