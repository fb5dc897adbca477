import {sizeOf} from '../call/wanting.js';
import {adviceOn} from '../media/problems.js';
import {wordsForOrder, wordsForShutOut} from '../protocol/words.js';
import {arrange} from './arrange.js';
import {Banners} from './banners.js';
import {ChatPanel} from './chat-panel.js';
import {chime} from './chime.js';
import {bindCopyLink} from './copy-link.js';
import {bindFileDrop} from './file-drop.js';
import {GestureMenu} from './gesture-menu.js';
import {showGestures} from './gestures.js';
import {bindOwnPicture} from './own-picture.js';
import {PeoplePanel} from './people-panel.js';
import {bindSwitches} from './switches.js';
import {setText} from './text.js';
import {Tile, moveTo} from './tile.js';

const KINDS = ['audio', 'video'];

/** What comes to the chat in this time is shown at once, and so is what files have come on: a late joiner gets hundreds of messages. */
const PAUSE_MS = {chat: 30, files: 100};

/** A loss of the server that is over by then has touched nobody: the call itself needs none. */
const UNNOTICED_MS = 500;

/** What a page that nobody sees wants of pictures: without any, an element that begins anew would not sound either. */
const SMALLEST = sizeOf(1, 1);

/**
 * The call: who is here, what they send, and the few things that one can do. Commands: leave(), and confirm(question),
 * which resolves to true or false.
 */
export class CallScreen {
    #root;
    #media;
    #template;
    #banners;
    #people;
    #chat;
    #gestures;
    #hands = new Set();
    #tiles = new Map();
    #room = '';
    #name = '';
    #link = '';
    #conference = null;
    #showPicture;
    #show = () => this.#showConference();
    #said = () => this.#soon('chat', () => this.#chat.show(this.#conference.messages));
    #moved = () => this.#soon('files', () => this.#chat.showFiles(this.#conference.files.transfers));
    #timers = {chat: null, files: null};
    #loss = null;
    #knocked = () => chime();
    #muteAsked = ({name}) => this.#askToMute(name);

    /**
     * @param {HTMLElement} root
     * @param {Object<string, HTMLTemplateElement>} templates tile, person, visitor, message and file
     * @param {LocalMedia} media
     * @param {Drafts} drafts
     * @param {{leave: () => void, confirm: Function}} commands
     */
    constructor(root, templates, media, drafts, {leave, confirm}) {
        this.#root = root;
        this.#template = templates.tile;
        this.#media = media;
        this.#banners = new Banners(this.#find('.banners'));
        this.#showPicture = bindOwnPicture(this.#find('.own'), media, () => this.#name);
        bindSwitches(root, media);
        this.#people = new PeoplePanel(this.#find('#people'), this.#find('.people-toggle'), templates, {
            order: (action, target) => this.#order(action, target),
            confirm,
            opened: () => this.#chat.close(),
        });
        this.#chat = new ChatPanel(this.#find('#chat'), this.#find('.chat-toggle'), templates, drafts, {
            say: text => this.#conference.say(text),
            edit: (id, text) => this.#conference.edit(id, text),
            delete: id => this.#conference.delete(id),
            files: () => this.#conference.files,
            announce: sentence => this.#announce(sentence),
            opened: () => this.#people.close(),
        });
        this.#gestures = new GestureMenu(this.#find('.gestures'), {
            raiseHand: up => this.#conference.raiseHand(up),
            react: emoji => this.#conference.react(emoji),
        });
        bindFileDrop(root, this.#find('.stage'), files => {
            this.#conference.files.offer(files);
            this.#chat.open();
        });
        bindCopyLink(this.#find('.copy'), this.#find('.announcer'), {
            link: () => this.#link,
            failed: () => this.#banners.show('link', `Copy this link by hand: ${this.#link}`, this.#dismiss('link')),
        });
        this.#find('.leave').addEventListener('click', leave);
        media.addEventListener('change', () => this.#showDevices());
        new ResizeObserver(() => this.#arrange()).observe(this.#find('.stage'));
        document.addEventListener('visibilitychange', () => this.#arrange());
        for (const change of ['enterpictureinpicture', 'leavepictureinpicture']) {
            root.addEventListener(change, () => this.#arrange());
        }
    }

    /** Shows a conference until close. */
    open(conference, {room, name, link}) {
        this.#conference = conference;
        this.#name = name;
        this.#link = link;
        this.#root.hidden = false;
        this.#room = room;
        this.#find('.invite-link').textContent = link;
        this.#showPicture();
        this.#showDevices();
        conference.addEventListener('change', this.#show);
        conference.addEventListener('chat', this.#said);
        conference.addEventListener('files', this.#moved);
        conference.addEventListener('knock', this.#knocked);
        conference.addEventListener('mute-requested', this.#muteAsked);
        this.#chat.begin(room);
        this.#chat.show(conference.messages);
        this.#chat.showFiles(conference.files.transfers);
        this.#show();
        this.#find('h1').focus();
    }

    /** By the keyboard, while a conference is shown. */
    raiseHand() {
        if (this.#conference !== null) {
            this.#gestures.raise();
        }
    }

    toggleChat() {
        if (this.#conference !== null) {
            this.#chat.toggle();
        }
    }

    close() {
        this.#conference?.removeEventListener('change', this.#show);
        this.#conference?.removeEventListener('chat', this.#said);
        this.#conference?.removeEventListener('files', this.#moved);
        this.#conference?.removeEventListener('knock', this.#knocked);
        this.#conference?.removeEventListener('mute-requested', this.#muteAsked);
        this.#conference = null;
        this.#people.close();
        this.#chat.close();
        this.#hands.clear();
        for (const key of [...this.#tiles.keys()]) {
            this.#remove(key);
        }
        this.#banners.clearAll();
        this.#noteLoss(false);
        this.#root.hidden = true;
    }

    #showConference() {
        const {participants, server} = this.#conference;
        const here = new Set(participants.map(({key}) => key));
        for (const key of [...this.#tiles.keys()].filter(each => !here.has(each))) {
            this.#remove(key);
        }
        for (const participant of participants) {
            this.#tile(participant.key).show(participant);
        }
        this.#showOwn();
        this.#announceHands();
        this.#find('.count-text').textContent = people(participants.length + 1);
        this.#find('.invite').hidden = participants.length > 0 || server !== 'connected';
        this.#showServer(server);
        this.#showRoom();
        this.#showPeople();
        this.#showVisitors();
        this.#arrange();
    }

    #soon(what, show) {
        this.#timers[what] ??= setTimeout(() => {
            this.#timers[what] = null;
            if (this.#conference !== null) {
                show();
            }
        }, PAUSE_MS[what]);
    }

    #showOwn() {
        const {own} = this.#conference;
        showGestures(this.#find('.own'), own);
        this.#gestures.show(own.hand);
    }

    #announceHands() {
        const raised = this.#conference.participants.filter(({hand}) => hand !== null);
        for (const {key, name} of raised.filter(each => !this.#hands.has(each.key))) {
            this.#announce(`${name} has raised a hand.`);
            this.#hands.add(key);
        }
        this.#hands = new Set(raised.map(({key}) => key));
    }

    #showRoom() {
        const {room} = this.#conference;
        setText(this.#find('h1'), room?.title ?? this.#room);
        this.#find('.locked').hidden = room?.locked !== true;
    }

    #showPeople() {
        const {participants, visitors, isHost, room, self, own} = this.#conference;
        const me = {
            ...own, id: self ?? '', name: this.#name, role: isHost ? 'host' : 'participant', presence: 'connected',
        };
        this.#people.show({self: me, participants, visitors, isHost, locked: room?.locked === true});
    }

    #showVisitors() {
        const {visitors} = this.#conference;
        if (visitors.length === 0) {
            this.#banners.clear('knock');
        } else if (visitors.length === 1) {
            const [{id, name}] = visitors;
            this.#banners.show(
                'knock',
                `${name} asks to be let in.`,
                {label: 'Admit', run: () => this.#order('admit', id)},
                {label: 'Deny', run: () => this.#order('deny', id)},
            );
        } else {
            this.#banners.show('knock', `${visitors.length} people ask to be let in.`, {
                label: 'See who',
                run: () => this.#people.open(),
            });
        }
    }

    async #order(action, target) {
        this.#banners.clear('order');
        const conference = this.#conference;
        const {ok, code} = await conference.moderate(action, target);
        if (conference !== this.#conference) {
            return;
        }
        if (!ok) {
            this.#banners.show('order', wordsForOrder(action, code), this.#dismiss('order'));
        } else if (action === 'mute') {
            this.#announce('They have been asked to mute.');
        }
    }

    #askToMute(name) {
        if (!this.#media.state.audio) {
            return;
        }
        this.#banners.show(
            'mute',
            `${name ?? 'A host'} asks you to mute your microphone.`,
            {label: 'Mute', run: () => this.#media.set('audio', false)},
            {label: 'Keep on', run: () => this.#banners.clear('mute')},
        );
    }

    #announce(sentence) {
        this.#find('.announcer').textContent = sentence;
    }

    #tile(key) {
        let tile = this.#tiles.get(key);
        if (tile === undefined) {
            tile = new Tile(this.#template, () => this.#arrange(), () => this.#askForClick());
            this.#tiles.set(key, tile);
            this.#find('.tiles').append(tile.element);
        }
        return tile;
    }

    #remove(key) {
        this.#tiles.get(key).remove();
        this.#tiles.delete(key);
    }

    #arrange() {
        const {clientWidth, clientHeight} = this.#find('.stage');
        const {others, own, inset} = arrange(this.#tiles.size, clientWidth, clientHeight);
        [...this.#tiles].forEach(([key, tile], index) => {
            moveTo(tile.element, others[index]);
            this.#conference?.shows(key, isUnseen() ? SMALLEST : tile.sizeIn(others[index]));
        });
        moveTo(this.#find('.own'), own);
        this.#find('.own').classList.toggle('inset', inset);
    }

    #showServer(server) {
        this.#noteLoss(server === 'reconnecting');
        if (server === 'shut-out') {
            const {code, detail, retryAfter} = this.#conference.shutOutBy;
            this.#banners.show('server', wordsForShutOut(code, detail, retryAfter));
        } else {
            this.#banners.clear('server');
        }
    }

    /** On another network the server is mostly there again before anybody could read that it was not. */
    #noteLoss(isLost) {
        if (!isLost) {
            clearTimeout(this.#loss);
            this.#loss = null;
            setText(this.#find('.server-note'), '');
        } else {
            this.#loss ??= setTimeout(() => setText(this.#find('.server-note'), 'Reconnecting to server…'), UNNOTICED_MS);
        }
    }

    #showDevices() {
        if (!this.#media.state.audio) {
            this.#banners.clear('mute');
        }
        if (this.#conference !== null) {
            this.#showPeople();
        }
        for (const kind of KINDS) {
            const {wanted, problem} = this.#media[kind];
            if (wanted && problem !== null) {
                this.#banners.show(kind, adviceOn(kind, problem), this.#dismiss(kind));
            } else {
                this.#banners.clear(kind);
            }
        }
    }

    #askForClick() {
        this.#banners.show('sound', 'The browser keeps this page silent until you click.', {
            label: 'Click to hear',
            run: () => {
                this.#banners.clear('sound');
                this.#tiles.forEach(tile => tile.play());
            },
        });
    }

    #dismiss(subject) {
        return {label: 'Close', run: () => this.#banners.clear(subject)};
    }

    #find(selector) {
        return this.#root.querySelector(selector);
    }
}

function people(count) {
    return count === 1 ? '1 person' : `${count} people`;
}

// A picture in a window of its own is seen; whether Firefox has one it does not tell, so its pages always are.
function isUnseen() {
    return document.hidden && document.pictureInPictureElement === null;
}
