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
     * @param {{accept: Function, decline: Function, cancel: Function, saved: Function, focus: Function}} commands focus: the button that
     *     had it is gone
     */
    constructor(template, commands) {
        this.#element = template.content.firstElementChild.cloneNode(true);
        this.#on('.accept', () => commands.accept(), commands);
        this.#on('.decline', () => commands.decline(), commands);
        this.#on('.cancel', () => (this.#transfer.own ? commands.cancel() : commands.decline()), commands);
        this.#find('.save').addEventListener('click', () => {
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
        setText(this.#find('.state'), own ? wordsForOwn(transfer) : wordsForComing(parts[0], size, problem));
        this.#showReceivers(own ? parts : []);
        this.#showProgress(parts, size);
        this.#find('.accept').hidden = own || stages[0] !== 'offered';
        this.#find('.decline').hidden = own || stages[0] !== 'offered';
        this.#find('.cancel').hidden = !(own ? stages.some(stage => !isOver(stage)) : ['moving', 'waiting'].includes(stages[0]));
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
        parts.forEach((part, at) => {
            list.children[at].dataset.stage = part.stage;
            setText(list.children[at], wordsForReceiver(part, this.#transfer.size));
        });
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

    /** A button that does away with itself leaves the focus to somebody else. */
    #on(selector, run, commands) {
        const button = this.#find(selector);
        button.addEventListener('click', () => {
            run();
            if (button.hidden) {
                const next = [...this.#element.querySelectorAll('button, a')].find(each => !each.hidden);
                (next ?? commands).focus();
            }
        });
    }

    #find(selector) {
        return this.#element.querySelector(selector);
    }
}

function wordsForOwn({problem}) {
    return problem === null ? '' : wordsForProblem(problem);
}
