/** Sentences across the top of the call: one for each subject, said aloud by screen readers, gone when no longer true. */
export class Banners {
    #root;
    #shown = new Map();

    constructor(root) {
        this.#root = root;
    }

    /**
     * Shows a sentence, in the place of an older one on the same subject.
     *
     * @param {string} subject
     * @param {string} text
     * @param {...{label: string, run: () => void}} actions buttons beside it
     */
    show(subject, text, ...actions) {
        if (this.#shown.get(subject)?.text === text) {
            return;
        }
        this.clear(subject);
        const element = document.createElement('div');
        element.className = 'banner';
        element.dataset.subject = subject;
        const sentence = document.createElement('p');
        sentence.className = 'text';
        sentence.textContent = text;
        element.append(sentence, ...buttons(actions));
        this.#shown.set(subject, {text, element});
        this.#root.append(element);
    }

    clear(subject) {
        this.#shown.get(subject)?.element.remove();
        this.#shown.delete(subject);
    }

    clearAll() {
        for (const subject of [...this.#shown.keys()]) {
            this.clear(subject);
        }
    }
}

function buttons(actions) {
    if (actions.length === 0) {
        return [];
    }
    const group = document.createElement('div');
    group.className = 'buttons';
    group.append(...actions.map(button));
    return [group];
}

function button({label, run}) {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = label;
    element.addEventListener('click', run);
    return element;
}
