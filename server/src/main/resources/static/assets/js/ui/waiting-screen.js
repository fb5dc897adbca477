import {bindOwnPicture} from './own-picture.js';
import {bindSwitches} from './switches.js';

/** At the door: who one is seen as, and that somebody has been told. Command: cancel(). */
export class WaitingScreen {
    #root;
    #name = '';
    #showPicture;

    /**
     * @param {HTMLElement} root
     * @param {LocalMedia} media
     * @param {{cancel: () => void}} commands
     */
    constructor(root, media, {cancel}) {
        this.#root = root;
        this.#showPicture = bindOwnPicture(root.querySelector('.preview-picture'), media, () => this.#name);
        bindSwitches(root, media);
        root.querySelector('.cancel').addEventListener('click', cancel);
    }

    open({room, name}) {
        this.#name = name;
        this.#root.hidden = false;
        this.#showPicture();
        const strong = document.createElement('strong');
        strong.textContent = room;
        this.#root.querySelector('.lede').replaceChildren('A host of the room ', strong, ' decides who comes in.');
        this.showServer('waiting');
        this.#root.querySelector('h1').focus();
    }

    /** @param {string} server the conference's word for how things stand */
    showServer(server) {
        const text = this.#root.querySelector('.progress .text');
        const sentence =
            server === 'reconnecting'
                ? 'The connection to the server is lost. Trying again…'
                : 'The hosts have been told that you are here. This page goes on by itself.';
        if (text.textContent !== sentence) {
            text.textContent = sentence;
        }
    }

    close() {
        this.#root.hidden = true;
    }
}
