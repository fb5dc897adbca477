import {adviceOn} from '../media/problems.js';
import {arrange} from './arrange.js';
import {Banners} from './banners.js';
import {bindCopyLink} from './copy-link.js';
import {bindOwnPicture} from './own-picture.js';
import {bindSwitches} from './switches.js';
import {Tile, moveTo} from './tile.js';

const KINDS = ['audio', 'video'];

/** The call: who is here, what they send, and the few things that one can do. Command: leave(). */
export class CallScreen {
    #root;
    #media;
    #template;
    #banners;
    #tiles = new Map();
    #name = '';
    #link = '';
    #conference = null;
    #showPicture;
    #show = () => this.#showConference();

    /**
     * @param {HTMLElement} root
     * @param {HTMLTemplateElement} template of a tile
     * @param {LocalMedia} media
     * @param {{leave: () => void}} commands
     */
    constructor(root, template, media, {leave}) {
        this.#root = root;
        this.#template = template;
        this.#media = media;
        this.#banners = new Banners(this.#find('.banners'));
        this.#showPicture = bindOwnPicture(this.#find('.own'), media, () => this.#name);
        bindSwitches(root, media);
        bindCopyLink(this.#find('.copy'), this.#find('.announcer'), {
            link: () => this.#link,
            failed: () => this.#banners.show('link', `Copy this link by hand: ${this.#link}`, this.#dismiss('link')),
        });
        this.#find('.leave').addEventListener('click', leave);
        media.addEventListener('change', () => this.#showDevices());
        new ResizeObserver(() => this.#arrange()).observe(this.#find('.stage'));
    }

    /** Shows a conference until close. */
    open(conference, {room, name, link}) {
        this.#conference = conference;
        this.#name = name;
        this.#link = link;
        this.#root.hidden = false;
        this.#find('h1').textContent = room;
        this.#find('.invite-link').textContent = link;
        this.#showPicture();
        this.#showDevices();
        conference.addEventListener('change', this.#show);
        this.#show();
        this.#find('h1').focus();
    }

    close() {
        this.#conference?.removeEventListener('change', this.#show);
        this.#conference = null;
        for (const id of [...this.#tiles.keys()]) {
            this.#remove(id);
        }
        this.#banners.clearAll();
        this.#root.hidden = true;
    }

    #showConference() {
        const {participants, server} = this.#conference;
        const here = new Set(participants.map(({id}) => id));
        for (const id of [...this.#tiles.keys()].filter(each => !here.has(each))) {
            this.#remove(id);
        }
        for (const participant of participants) {
            this.#tile(participant.id).show(participant);
        }
        this.#find('.count-text').textContent = people(participants.length + 1);
        this.#find('.invite').hidden = participants.length > 0 || server !== 'connected';
        this.#showServer(server);
        this.#arrange();
    }

    #tile(id) {
        let tile = this.#tiles.get(id);
        if (tile === undefined) {
            tile = new Tile(this.#template, () => this.#askForClick());
            this.#tiles.set(id, tile);
            this.#find('.tiles').append(tile.element);
        }
        return tile;
    }

    #remove(id) {
        this.#tiles.get(id).remove();
        this.#tiles.delete(id);
    }

    #arrange() {
        const {clientWidth, clientHeight} = this.#find('.stage');
        const {others, own, inset} = arrange(this.#tiles.size, clientWidth, clientHeight);
        [...this.#tiles.values()].forEach((tile, index) => moveTo(tile.element, others[index]));
        moveTo(this.#find('.own'), own);
        this.#find('.own').classList.toggle('inset', inset);
    }

    #showServer(server) {
        if (server === 'reconnecting') {
            this.#banners.show('server', 'The connection to the server is lost. Trying again…');
        } else {
            this.#banners.clear('server');
        }
    }

    #showDevices() {
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
