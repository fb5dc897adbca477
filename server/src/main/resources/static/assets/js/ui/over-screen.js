/** What a stay can end with that is not one's own doing: what happened, and what one can do next. */
const ENDINGS = {
    removed: {
        title: 'You were removed from the call',
        what: 'A host has put you out of this room.',
        next: 'You can ask to be let in again; a host decides.',
        again: 'Ask to be let in',
    },
    denied: {
        title: 'You were not let in',
        what: 'A host of the room has answered no.',
        next: 'If that was a mistake, ask again, or write to whoever invited you.',
        again: 'Ask again',
    },
    ended: {
        title: 'The call has ended',
        what: 'A host has ended it for everybody.',
        next: 'Nobody is in the room any more. Its link may still be good for a new call.',
        again: 'Join again',
    },
    deleted: {
        title: 'This room is gone',
        what: 'Whoever made the room has deleted it.',
        next: 'Ask for a new link, or make a room of your own.',
        again: null,
    },
    expired: {
        title: 'This room’s time is over',
        what: 'The room was made for a limited time, which has passed.',
        next: 'Ask for a new link, or make a room of your own.',
        again: null,
    },
};

/** The end of a stay. Commands: again() and home(). */
export class OverScreen {
    #root;

    /**
     * @param {HTMLElement} root
     * @param {{again: () => void, home: () => void}} commands
     */
    constructor(root, {again, home}) {
        this.#root = root;
        this.#find('.again').addEventListener('click', again);
        this.#find('.home').addEventListener('click', home);
    }

    /**
     * @param {string} code how it has ended
     * @param {string} sentence on that, for what this screen has no words of its own for
     */
    open(code, sentence) {
        const {title, what, next, again} = endingOf(code, sentence);
        this.#root.hidden = false;
        this.#find('h1').textContent = title;
        this.#find('.what').textContent = what;
        this.#find('.next').textContent = next;
        this.#find('.again').hidden = again === null;
        this.#find('.again').textContent = again ?? '';
        this.#find('h1').focus();
    }

    close() {
        this.#root.hidden = true;
    }

    #find(selector) {
        return this.#root.querySelector(selector);
    }
}

/** @returns {{title: string, what: string, next: string, again: string | null}} again is null where there is no way back */
export function endingOf(code, sentence) {
    return (
        ENDINGS[code] ?? {title: 'You are no longer in the call', what: sentence, next: '', again: 'Try again'}
    );
}
