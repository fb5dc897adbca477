import {Conference} from './call/conference.js';
import {linkOf} from './protocol/rooms.js';
import {wordsFor} from './protocol/words.js';
import {rememberName} from './remembered.js';
import {createRoom} from './rooms-api.js';

/**
 * A reloaded page comes back as soon as its devices are open, but not before one has seen where one is and could have
 * stopped it (a robot or a hasty person who types at once, too), and not later than this where a device takes its time.
 */
const RETURN_MS = {least: 700, most: 2_500};

/** To whoever looks at the start screen while their place is asked for. */
const COMING_BACK = 'Coming back to the call…';

/** Ends after which there is nothing to say on the start screen, as one was further than that. */
const ENDINGS = new Set(['removed', 'denied', 'ended', 'deleted', 'expired']);

/**
 * One person's way: from the start screen, by a passcode or a door where there is one, into the call and out again, and back
 * after the page was loaded again. At most one conference at a time.
 */
export class Visit {
    #screens;
    #media;
    #tab;
    #place;
    #signaling;
    #token;
    #conference = null;
    #at = null;
    #shown = null;
    #kept = null;
    #heldAs = null;

    /**
     * @param {object} screens start, waiting, call, over, passcode and confirm
     * @param {LocalMedia} media
     * @param {Tab} tab
     * @param {{room: () => string | null, enter: Function, go: Function, home: Function, title: Function}} place the address
     * @param {(listener: object) => Signaling} signaling
     * @param {string} [token] where the server asks for one
     */
    constructor(screens, media, tab, place, signaling, token = undefined) {
        this.#screens = screens;
        this.#media = media;
        this.#tab = tab;
        this.#place = place;
        this.#signaling = signaling;
        this.#token = token;
    }

    /** From the page's beginning. */
    async begin() {
        const room = this.#place.room();
        const stay = room === null ? null : this.#tab.stayIn(room);
        if (stay !== null) {
            this.#media.prefer(stay.switches);
        }
        const opened = this.#media.open();
        this.#show('start', room);
        const isOurs = stay !== null && (await this.#tab.claim(stay.resume.session));
        if (this.#conference !== null) {
            return;
        }
        if (isOurs) {
            await this.#comeBack(stay, opened);
        } else {
            // Of another room, or a copy of a tab that is still in it.
            this.#tab.forget();
        }
    }

    /** Goes on where the page was before it was loaded again, unless the person does something else. */
    async #comeBack({room, name, resume}, opened) {
        const {start} = this.#screens;
        const held = this.#prepare({room, name});
        held.hold(resume);
        this.#heldAs = name;
        start.say(COMING_BACK);
        const soon = Promise.all([opened, pause(RETURN_MS.least)]);
        const touched = await Promise.race([
            start.whenTouched().then(() => true),
            Promise.race([soon, pause(RETURN_MS.most)]).then(() => false),
        ]);
        if (this.#conference !== held || held.server === 'ended' || this.#at !== null) {
            return;
        }
        if (touched) {
            start.say('');
        } else {
            this.#enter({room, name});
        }
    }

    /** By the form of the start screen. */
    join({room, origin, name}) {
        rememberName(name);
        if (origin !== null && origin !== this.#place.origin) {
            this.#place.go(linkOf(room, origin));
            return;
        }
        if (this.#heldAs !== null && this.#heldAs !== name) {
            // A place that one comes back to keeps its name.
            this.#drop();
        }
        this.#enter({room, name});
    }

    async newRoom({name, wishes}) {
        rememberName(name);
        this.#screens.start.setBusy(true);
        const {room, key, code, detail, retryAfter} = await createRoom(wishes, this.#token);
        if (room === undefined) {
            this.#screens.start.setBusy(false);
            this.#screens.start.say(code === 'bad-message' && detail ? detail : wordsFor(code, detail, retryAfter));
            return;
        }
        if (key !== null) {
            this.#tab.keepKey(room, key);
        }
        this.#enter({room, name});
    }

    /** The passcode that the room has asked for. */
    showPasscode(passcode) {
        this.#enter({...this.#at, passcode});
    }

    /** Out of the room, or away from its door or its passcode, by one's own will. */
    leave() {
        this.#drop();
        this.#show('start', this.#place.room());
    }

    /** From the last screen, the same way in again. */
    again() {
        const at = this.#at;
        this.#show('start', at.room);
        this.#enter(at);
    }

    home() {
        this.#drop();
        this.#place.home();
    }

    /** The network is back. */
    hurry() {
        this.#conference?.hurry();
    }

    /** The page is going; perhaps another one goes on. */
    pause({forGood}) {
        this.#keep();
        if (forGood) {
            this.#conference?.farewell();
        }
    }

    /** The page is about to be loaded again. */
    rest() {
        this.#conference?.rest();
    }

    /** Another address stands above the page. */
    moveOn() {
        this.#drop();
    }

    #enter(at) {
        this.#at = at;
        this.#heldAs = null;
        this.#screens.start.say('');
        this.#screens.start.setBusy(true);
        const key = this.#tab.keyOf(at.room);
        const {passcode, ...wish} = at;
        const conference = this.#conference ?? this.#prepare(at);
        conference.join({
            ...wish,
            ...(passcode ? {passcode} : {}),
            ...(key === null ? {} : {key}),
            ...(this.#token === undefined ? {} : {token: this.#token}),
        });
    }

    #prepare(at) {
        const conference = new Conference(this.#media, this.#signaling);
        const mine = handle => event => conference === this.#conference && handle(event);
        conference.addEventListener('change', mine(() => this.#changed()));
        conference.addEventListener('refused', mine(event => this.#refused(at, event)));
        this.#conference = conference;
        return conference;
    }

    #changed() {
        const {server, room} = this.#conference;
        if (this.#at === null) {
            return;
        }
        if (server === 'waiting') {
            this.#arrive('waiting');
        } else if (server === 'connected') {
            this.#arrive('call');
        }
        if (this.#shown === 'start' && server === 'reconnecting') {
            this.#screens.start.say(COMING_BACK);
        } else if (this.#shown === 'waiting') {
            this.#screens.waiting.showServer(server);
        } else if (this.#shown === 'call') {
            this.#place.title(room?.title ?? this.#at.room);
            this.#keepNew();
        }
    }

    #arrive(screen) {
        if (this.#shown === screen) {
            return;
        }
        const {room, name} = this.#at;
        this.#place.enter(room);
        this.#show(screen, {room, name, link: linkOf(room, this.#place.origin), conference: this.#conference});
        this.#keep();
    }

    #refused(at, {code, detail, retryAfter}) {
        const was = this.#shown;
        this.#conference = null;
        this.#tab.forget();
        const {passcode} = this.#screens;
        if (code === 'wrong-passcode' || (code === 'too-many-requests' && passcode.isOpen)) {
            this.#askPasscode(code, retryAfter);
            return;
        }
        this.#at ??= at;
        if (ENDINGS.has(code) || was !== 'start') {
            this.#show('over', {code, sentence: wordsFor(code, detail, retryAfter)});
        } else {
            this.#show('start', this.#place.room(), wordsFor(code, detail, retryAfter));
        }
    }

    #askPasscode(code, retryAfter = 0) {
        const isWrong = code === 'wrong-passcode';
        if (this.#shown !== 'start') {
            this.#show('start', this.#at.room);
        }
        this.#screens.passcode.ask({
            wrong: isWrong && this.#at.passcode !== undefined,
            wait: isWrong ? 0 : retryAfter,
        });
    }

    #show(screen, ...about) {
        const {start, waiting, call, over, passcode, confirm} = this.#screens;
        passcode.close();
        confirm.dismiss();
        [start, waiting, call, over].forEach(each => each.close());
        this.#shown = screen;
        switch (screen) {
            case 'start':
                this.#place.title(null);
                start.open(...about);
                break;
            case 'waiting':
                waiting.open(...about);
                break;
            case 'call':
                call.open(about[0].conference, about[0]);
                break;
            default:
                this.#place.title(null);
                over.open(about[0].code, about[0].sentence);
        }
    }

    #keep() {
        const resume = this.#conference?.resume ?? null;
        if (resume !== null && this.#at !== null) {
            const {room, name} = this.#at;
            const {audio, video} = this.#media;
            this.#tab.keep({room, name, resume, switches: {audio: audio.wanted, video: video.wanted}});
            this.#kept = resume.session;
        }
    }

    /** After a loss the session may be another one. */
    #keepNew() {
        if (this.#conference.resume?.session !== this.#kept) {
            this.#keep();
        }
    }

    #drop() {
        const conference = this.#conference;
        this.#conference = null;
        this.#at = null;
        this.#heldAs = null;
        this.#tab.forget();
        conference?.leave();
    }
}

function pause(ms) {
    return new Promise(resolve => setTimeout(resolve, ms));
}
