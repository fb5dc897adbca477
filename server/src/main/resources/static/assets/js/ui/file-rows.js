import {isOver} from '../call/files-out.js';
import {FileRow} from './file-row.js';
import {wordsForComing, wordsForProblem, wordsForReceiver} from './file-words.js';

/** The files among the messages of the chat: each stands where it was offered. How one ends is said aloud. */
export class FileRows {
    #template;
    #commands;
    #rows = new Map();

    /**
     * @param {HTMLTemplateElement} template of one
     * @param {{files: () => FileExchange, announce: (sentence: string) => void}} commands
     */
    constructor(template, commands) {
        this.#template = template;
        this.#commands = commands;
    }

    /**
     * @param {object[]} transfers all, in their order
     * @param {string} [last] the name of the message after which a new one comes
     * @returns {object[]} those that are new
     */
    show(transfers, last) {
        const fresh = transfers.filter(({id}) => !this.#rows.has(id));
        const there = new Set(transfers.map(({id}) => id));
        for (const [id, {row}] of this.#rows) {
            if (!there.has(id)) {
                row.remove();
                this.#rows.delete(id);
            }
        }
        for (const transfer of transfers) {
            this.#show(transfer, last);
        }
        return fresh;
    }

    /** @param {[string, HTMLElement][]} named messages by their names */
    amidst(named) {
        const names = new Set(named.map(([name]) => name));
        const after = wanted => [...this.#rows.values()]
            .filter(({last}) => (names.has(last) ? last : null) === wanted)
            .map(({row}) => row.element);
        return [...after(null), ...named.flatMap(([name, element]) => [element, ...after(name)])];
    }

    clear() {
        this.#rows.forEach(({row}) => row.remove());
        this.#rows.clear();
    }

    #show(transfer, last) {
        const {id, parts} = transfer;
        let shown = this.#rows.get(id);
        if (shown === undefined) {
            const {files} = this.#commands;
            const row = new FileRow(this.#template, {
                accept: () => files().accept(id),
                decline: () => files().decline(id),
                cancel: () => files().cancel(id),
                saved: () => files().saved(id),
            });
            shown = {row, last: last ?? null, stages: new Map()};
            this.#rows.set(id, shown);
            this.#announceProblem(transfer);
        }
        shown.row.show(transfer);
        for (const part of parts) {
            if (isOver(part.stage) && shown.stages.get(part.key) !== part.stage) {
                this.#announceEnd(transfer, part);
            }
            shown.stages.set(part.key, part.stage);
        }
    }

    #announceProblem({own, name, problem}) {
        if (own && problem !== null) {
            this.#commands.announce(`${name}: ${wordsForProblem(problem)}`);
        }
    }

    /** Not what the person on this side has just done. */
    #announceEnd({own, name, size, problem}, part) {
        if (part.stage !== 'cancelled-here' && (own || part.stage !== 'declined')) {
            const words = own ? wordsForReceiver(part, size) : wordsForComing(part, size, problem);
            this.#commands.announce(`${name}: ${words}`);
        }
    }
}
