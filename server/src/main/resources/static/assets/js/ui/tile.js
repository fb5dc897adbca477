import {sizeOf} from '../call/wanting.js';
import {showAvatar} from './avatar.js';
import {showGestures} from './gestures.js';
import {setText} from './text.js';

const OVERLAY = {
    connecting: 'Connecting…',
    reconnecting: 'Connection lost, trying again…',
    'no-signaling': 'Connection lost. There is no way to reach them at the moment.',
    'no-path': 'Nothing gets through between you two, and there is no relay to go through. Still trying…',
    unreachable: 'Nothing gets through between you two, not even over the relay. Still trying…',
};

/** One other participant on the screen. */
export class Tile {
    #element;
    #video;
    #shown = new MediaStream();
    #refused;

    /**
     * @param {HTMLTemplateElement} template
     * @param {() => void} reshaped called when the picture has other proportions
     * @param {(play: () => void) => void} refused called when the browser wants a click before it plays sound
     */
    constructor(template, reshaped, refused) {
        this.#element = template.content.firstElementChild.cloneNode(true);
        this.#video = this.#find('video');
        this.#refused = refused;
        this.#video.addEventListener('resize', reshaped);
        this.#element.classList.add('fresh');
        this.#element.addEventListener('animationend', () => this.#element.classList.remove('fresh'), {once: true});
    }

    get element() {
        return this.#element;
    }

    show(participant) {
        const {id, name, state, presence, link, works, stream} = participant;
        const {dataset} = this.#element;
        dataset.participant = id;
        dataset.audio = onOff(state.audio);
        dataset.video = onOff(state.video && link !== 'connecting');
        dataset.link = link;
        setText(this.#find('.name'), name);
        setText(this.#find('.overlay-text'), OVERLAY[link] ?? '');
        // Whom we hear and see is here, whatever has become of their way to the server.
        setText(this.#find('.presence'), presence === 'reconnecting' && !works ? 'Reconnecting…' : '');
        this.#video.setAttribute('aria-label', name);
        showAvatar(this.#find('.avatar'), name);
        showGestures(this.#element, participant);
        this.#play(stream, state.video);
    }

    /** In which size the whole picture is shown when the tile is so large: it covers the tile, and what stands over is cut off. */
    sizeIn({width, height}) {
        const {videoWidth, videoHeight} = this.#video;
        const shape = videoHeight > 0 ? videoWidth / videoHeight : width / height;
        return sizeOf(
            Math.max(width, height * shape) * devicePixelRatio,
            Math.max(height, width / shape) * devicePixelRatio,
        );
    }

    /** An element whose picture has not come yet plays no sound either: what is not sent is not waited for. */
    #play(stream, video) {
        const wanted = stream.getTracks().filter(track => video || track.kind === 'audio');
        const shown = this.#shown.getTracks();
        if (wanted.length === shown.length && wanted.every(track => shown.includes(track))) {
            return;
        }
        this.#shown = new MediaStream(wanted);
        this.#video.srcObject = this.#shown;
        this.play();
    }

    play() {
        this.#video.play().catch(error => {
            // AbortError: a newer stream took its place, which is played by itself.
            if (error.name === 'NotAllowedError') {
                this.#refused();
            }
        });
    }

    remove() {
        this.#video.srcObject = null;
        this.#element.remove();
    }

    #find(selector) {
        return this.#element.querySelector(selector);
    }
}

/** Puts an element where the arrangement has it. */
export function moveTo(element, {x, y, width, height}) {
    for (const [name, value] of Object.entries({x, y, width, height})) {
        element.style.setProperty(`--${name}`, `${value}px`);
    }
}

export function onOff(on) {
    return on ? 'on' : 'off';
}
