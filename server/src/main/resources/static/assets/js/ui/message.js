import {isChatText} from '../protocol/control.js';
import {CHAT_CHARS} from '../protocol/limits.js';
import {showText} from './linkify.js';
import {setText} from './text.js';

const ARRIVAL = {unsent: 'Not sent yet', partly: 'Not with everybody yet', everywhere: ''};

/** One message of the chat. Commands, for one's own: edit(id, text) and delete(id). */
export class Message {
    #element;
    #commands;
    #message = null;
    #editing = false;

    /**
     * @param {HTMLTemplateElement} template
     * @param {{edit: Function, delete: Function, focus: () => void}} commands focus: when one has done with it
     */
    constructor(template, commands) {
        this.#element = template.content.firstElementChild.cloneNode(true);
        this.#commands = commands;
        this.#find('.edit').addEventListener('click', () => this.edit());
        this.#find('.delete').addEventListener('click', () => this.#delete());
        this.#find('.keep').addEventListener('click', () => this.#endEditing());
        this.#find('.rewrite').addEventListener('submit', event => {
            event.preventDefault();
            this.#save();
        });
        this.#find('textarea').addEventListener('keydown', event => this.#typed(event));
    }

    get element() {
        return this.#element;
    }

    /** @param {object} message as Conversation.messages has it */
    show(message) {
        const before = this.#message;
        this.#message = message;
        const {name, sent, text, own, id, seq, arrival} = message;
        this.#element.classList.toggle('own', own);
        this.#element.dataset.arrival = arrival ?? '';
        setText(this.#find('.name'), own ? 'You' : name);
        if (before === null || before.sent !== sent) {
            showTime(this.#find('time'), new Date(sent));
        }
        if (before === null || before.text !== text) {
            this.#showSaid(text);
        }
        const edited = text !== undefined && seq > id ? 'Edited' : '';
        setText(this.#find('.mark'), [edited, own ? ARRIVAL[arrival] : ''].filter(each => each !== '').join(' · '));
        this.#find('.own-actions').hidden = !own || text === undefined || this.#editing;
    }

    /** Opens it for a change, if it is one's own and still there. */
    edit() {
        const {own, text} = this.#message;
        if (!own || text === undefined) {
            return;
        }
        this.#setEditing(true);
        const area = this.#find('textarea');
        area.value = text;
        area.focus();
        this.#find('.rewrite').scrollIntoView({block: 'nearest'});
    }

    #showSaid(text) {
        const said = this.#find('.said');
        said.classList.toggle('deleted', text === undefined);
        if (text === undefined) {
            this.#setEditing(false);
            said.textContent = 'Deleted';
        } else {
            showText(said, text);
        }
    }

    #typed(event) {
        if (event.key === 'Escape') {
            event.stopPropagation();
            this.#endEditing();
        } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.#save();
        }
    }

    #save() {
        const text = this.#find('textarea').value.trim();
        if (!isChatText(text)) {
            this.#find('textarea').setAttribute('aria-invalid', 'true');
            this.#find('textarea').title = `A message has 1 to ${CHAT_CHARS} characters. To take it back, delete it.`;
            return;
        }
        if (text !== this.#message.text) {
            this.#commands.edit(this.#message.id, text);
        }
        this.#endEditing();
    }

    #delete() {
        this.#commands.delete(this.#message.id);
        this.#commands.focus();
    }

    #endEditing() {
        this.#setEditing(false);
        this.#commands.focus();
    }

    #setEditing(editing) {
        this.#editing = editing;
        this.#find('.rewrite').hidden = !editing;
        this.#find('.said').hidden = editing;
        this.#find('.own-actions').hidden = editing || !this.#message.own || this.#message.text === undefined;
        this.#find('textarea').removeAttribute('aria-invalid');
    }

    #find(selector) {
        return this.#element.querySelector(selector);
    }
}

/** The time alone for what was said today. Of an author whom we have never met it is by their clock, which may be wrong. */
function showTime(element, date) {
    if (Number.isNaN(date.getTime())) {
        return;
    }
    const isToday = date.toDateString() === new Date().toDateString();
    element.dateTime = date.toISOString();
    element.textContent = date.toLocaleString([], {
        hour: '2-digit', minute: '2-digit', ...(isToday ? {} : {day: 'numeric', month: 'short'}),
    });
}
