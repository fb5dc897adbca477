import {isOver} from '../call/files-out.js';
import {percentOf, wordsForComing, wordsForProblem, wordsForReceiver, wordsForSize} from './file-words.js';
import {setText} from './text.js';

/** On the disk no browser is to take it for a page, a picture or a program that it might show. */
const NEUTRAL = 'application/octet-stream';

/** One file that is offered, in the chat. */
export class FileRow {
    #element;
    #transfer = null;
    #link = null;
    #isSaved = false;

    /**
     * @param {HTMLTemplateElement} template
     * @param {{accept: () => void, decline: () => void, cancel: () => void, saved: () => void}} commands
     */
    constructor(template, commands) {
        this.#element = template.content.firstElementChild.cloneNode(true);
        this.#on('.accept', () => commands.accept());
        this.#on('.decline', () => commands.decline());
        this.#on('.cancel', () => (this.#transfer.own ? commands.cancel() : commands.decline()));
        this.#on('.save', () => {
            this.#isSaved = true;
            commands.saved();
        });
    }

    get element() {
        return this.#element;
    }

    /** @param {object} transfer as FileExchange.transfers has it */
    show(transfer) {
        const isNew = this.#transfer === null;
        this.#transfer = transfer;
        if (isNew) {
            this.#introduce();
        }
        const {own, name, size, parts, problem, blob} = transfer;
        const stages = parts.map(({stage}) => stage);
        this.#element.classList.toggle('own', own);
        setText(this.#find('.state'), own ? wordsForProblem(problem) : wordsForComing(parts[0], size, problem));
        this.#showReceivers(own ? parts : []);
        this.#showProgress(parts, size);
        const isAsked = !own && stages[0] === 'offered';
        this.#setButton('.accept', isAsked);
        this.#setButton('.decline', isAsked);
        this.#setButton('.cancel', !isAsked && stages.some(stage => !isOver(stage)));
        if (blob !== null && this.#link === null) {
            this.#offerSave(name, blob);
        }
    }

    /** It is not shown any more. What is being saved is still read. */
    remove() {
        this.#element.remove();
        if (this.#link !== null && !this.#isSaved) {
            URL.revokeObjectURL(this.#link);
        }
    }

    #introduce() {
        const {own, name, size, from, sent} = this.#transfer;
        setText(this.#find('.name'), own ? 'You' : from);
        setText(this.#find('.file-name'), name);
        setText(this.#find('.size'), wordsForSize(size));
        const date = new Date(sent);
        this.#find('time').dateTime = date.toISOString();
        setText(this.#find('time'), date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'}));
        for (const [selector, label] of [['.accept', 'Accept'], ['.decline', 'Decline'], ['.cancel', 'Cancel'], ['.save', 'Save']]) {
            this.#find(selector).setAttribute('aria-label', `${label} ${name}`);
        }
        this.#find('progress').setAttribute('aria-label', `Progress of ${name}`);
    }

    #showReceivers(parts) {
        const list = this.#find('.receivers');
        list.hidden = parts.length === 0;
        while (list.children.length < parts.length) {
            list.append(document.createElement('li'));
        }
        parts.forEach((part, at) => setText(list.children[at], wordsForReceiver(part, this.#transfer.size)));
    }

    /** Of all that is under way. */
    #showProgress(parts, size) {
        const moving = parts.filter(({stage}) => stage === 'moving' || stage === 'waiting');
        const progress = this.#find('progress');
        progress.hidden = moving.length === 0;
        if (moving.length > 0) {
            progress.value = percentOf(moving.reduce((sum, {bytes}) => sum + bytes, 0), moving.length * size);
        }
    }

    #offerSave(name, blob) {
        this.#link = URL.createObjectURL(blob.slice(0, blob.size, NEUTRAL));
        const save = this.#find('.save');
        save.href = this.#link;
        save.download = name;
        save.hidden = false;
    }

    /** A button that goes with the focus on it leaves that to its row, and not to a button that says something else. */
    #setButton(selector, there) {
        const button = this.#find(selector);
        if (!there && button === document.activeElement) {
            this.#element.focus();
        }
        button.hidden = !there;
    }

    #on(selector, run) {
        this.#find(selector).addEventListener('click', run);
    }

    #find(selector) {
        return this.#element.querySelector(selector);
    }
}
