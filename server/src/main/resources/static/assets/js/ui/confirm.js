/**
 * A question before what cannot be taken back. The dialog element keeps the focus in and gives it back; Escape is no.
 */
export class Confirm {
    #dialog;
    #answer = null;

    /** @param {HTMLDialogElement} dialog */
    constructor(dialog) {
        this.#dialog = dialog;
        this.#find('.yes').addEventListener('click', () => this.#close(true));
        this.#find('.cancel').addEventListener('click', () => this.#close(false));
        dialog.addEventListener('close', () => this.#close(false));
    }

    /**
     * @param {{title: string, text: string, yes: string}} question text says what will happen; yes is the button's label
     * @returns {Promise<boolean>}
     */
    ask({title, text, yes}) {
        this.dismiss();
        this.#find('h2').textContent = title;
        this.#find('p').textContent = text;
        this.#find('.yes').textContent = yes;
        this.#dialog.showModal();
        // The harmless answer is the one that a hasty Enter gives.
        this.#find('.cancel').focus();
        return new Promise(resolve => (this.#answer = resolve));
    }

    /** There is nothing to be asked any more. */
    dismiss() {
        this.#close(false);
    }

    #close(answer) {
        const resolve = this.#answer;
        this.#answer = null;
        this.#dialog.close();
        resolve?.(answer);
    }

    #find(selector) {
        return this.#dialog.querySelector(selector);
    }
}
