import {InvalidValue, displayName, roomPasscode, roomTitle} from '../protocol/values.js';
import {readRoom} from '../protocol/rooms.js';
import {bindOwnPicture} from './own-picture.js';
import {bindSwitches, problems} from './switches.js';

const FIELDS = ['name', 'room', 'title', 'passcode'];

/**
 * Who are you, and where to? Commands: join({room, origin, name}) and newRoom({name, wishes}), both with checked values;
 * while one runs the screen is busy.
 */
export class StartScreen {
    #root;
    #form;
    #media;
    #commands;
    #room = null;
    #showPicture;
    #touched = () => {};

    /**
     * @param {HTMLElement} root
     * @param {LocalMedia} media
     * @param {string} name that was remembered
     * @param {{join: Function, newRoom: Function}} commands
     */
    constructor(root, media, name, commands) {
        this.#root = root;
        this.#media = media;
        this.#commands = commands;
        this.#form = root.querySelector('form');
        this.#form.elements.name.value = name;
        this.#showPicture = bindOwnPicture(root.querySelector('.preview-picture'), media, () => this.#typed('name').trim());
        bindSwitches(root, media);
        media.addEventListener('change', () => this.#showDevices());
        this.#form.addEventListener('submit', event => {
            event.preventDefault();
            this.#join();
        });
        this.#form.querySelector('#new-room').addEventListener('click', () => this.#newRoom());
        for (const type of ['pointerdown', 'keydown', 'input']) {
            this.#form.addEventListener(type, () => this.#touched());
        }
        for (const field of FIELDS) {
            this.#form.elements[field].addEventListener('input', () => this.#clear(field));
        }
        this.#form.elements.name.addEventListener('input', () => this.#showPicture());
    }

    /**
     * @param {string|null} room that the address names
     * @param {string} [problem] why one is here again
     */
    open(room, problem = '') {
        this.#room = room;
        this.#root.hidden = false;
        this.#form.querySelector('h1').textContent = room === null ? 'Start or join a call' : 'Join the call';
        this.#showRoom(room);
        this.#form.querySelector('#room-field').hidden = room !== null;
        this.#form.querySelector('#new-room').hidden = room !== null;
        this.#form.querySelector('#options').hidden = room !== null;
        this.#form.querySelector('.elsewhere').hidden = room === null;
        this.setBusy(false);
        this.say(problem);
        this.#showDevices();
        this.#focusFirst();
    }

    close() {
        this.#root.hidden = true;
    }

    setBusy(busy) {
        for (const button of this.#form.querySelectorAll('.actions button')) {
            button.disabled = busy;
        }
        this.#form.setAttribute('aria-busy', String(busy));
    }

    /** Resolves as soon as the person does something with the form. */
    whenTouched() {
        return new Promise(resolve => (this.#touched = resolve));
    }

    /** One sentence about what went wrong. */
    say(problem) {
        this.#form.querySelector('.problem').textContent = problem;
    }

    #showRoom(room) {
        const lede = this.#form.querySelector('.lede');
        if (room === null) {
            lede.textContent = 'Open a new room and send its link, or enter the one that you were given.';
        } else {
            const strong = document.createElement('strong');
            strong.textContent = room;
            lede.replaceChildren('You are about to enter the room ', strong, '.');
        }
    }

    #focusFirst() {
        const {name, room} = this.#form.elements;
        if (name.value === '') {
            name.focus();
        } else if (this.#room === null) {
            room.focus();
        } else {
            this.#form.querySelector('.primary').focus();
        }
    }

    #join() {
        this.say('');
        const name = this.#checked('name', displayName);
        const room = this.#room === null ? this.#checked('room', readRoom) : {room: this.#room, origin: null};
        if (name !== null && room !== null) {
            this.#commands.join({...room, name});
        }
    }

    #newRoom() {
        this.say('');
        this.#clear('room');
        const name = this.#checked('name', displayName);
        const title = this.#wish('title', roomTitle);
        const passcode = this.#wish('passcode', roomPasscode);
        if (name !== null && title !== null && passcode !== null) {
            this.#commands.newRoom({name, wishes: {...title, ...passcode, ...this.#waitingRoom}});
        }
    }

    /** What is wished of a new room, as a part of the request, empty when nothing is; null after an error is shown. */
    #wish(field, check) {
        if (this.#typed(field).trim() === '') {
            this.#clear(field);
            return {};
        }
        const value = this.#checked(field, check);
        return value === null ? null : {[field]: value};
    }

    get #waitingRoom() {
        return this.#form.elements.waitingRoom.checked ? {waitingRoom: true} : {};
    }

    /** The field's value, or null after its error is shown; focus goes to the first field that is wrong. */
    #checked(field, check) {
        try {
            const value = check(this.#typed(field));
            this.#clear(field);
            return value;
        } catch (error) {
            if (!(error instanceof InvalidValue)) {
                throw error;
            }
            this.#complain(field, error.message);
            return null;
        }
    }

    #complain(field, sentence) {
        const input = this.#form.elements[field];
        // What is folded away cannot have the focus.
        const options = input.closest('details');
        if (options !== null) {
            options.open = true;
        }
        if (this.#form.querySelector('[aria-invalid="true"]') === null) {
            input.focus();
        }
        input.setAttribute('aria-invalid', 'true');
        this.#form.querySelector(`#${field}-error`).textContent = `${sentence}.`;
    }

    #clear(field) {
        this.#form.elements[field].removeAttribute('aria-invalid');
        this.#form.querySelector(`#${field}-error`).textContent = '';
    }

    #typed(field) {
        return this.#form.elements[field].value;
    }

    #showDevices() {
        this.#root.querySelector('.preview-note').textContent = noteOn(this.#media.video);
        const items = problems(this.#media).map(({advice}) => {
            const item = document.createElement('li');
            item.textContent = advice;
            return item;
        });
        this.#root.querySelector('.advice').replaceChildren(...items);
    }
}

function noteOn({wanted, track, problem}) {
    if (!wanted) {
        return 'Camera is off';
    }
    return track === null && problem === null ? 'Starting camera…' : '';
}
