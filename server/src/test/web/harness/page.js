// A person in a browser: opens a room's link, joins, and tells what the tiles show, by their pixels.
import {limitCamera} from './camera.js';
import {found, nameControls, press} from './controls.js';
import {mosaic, readTestPicture} from './pictures.js';
import {probe} from './probe.js';
import {until} from './until.js';

/**
 * Opens a room in a new page and joins it.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} link the room's
 * @param {string} name
 * @param {{width: number, height: number, frameRate: number}?} camera the most that its camera can do; else what the page asks for
 * @param {string} first runs in the page before everything else
 * @returns {Promise<Person>} who is in the room
 */
export async function join(browser, link, name, camera = null, first = '') {
    const page = await browser.newPage();
    // A browser that has just started on a busy machine takes its time.
    page.setDefaultTimeout(120_000);
    const person = new Person(page, name);
    page.on('console', message => person.log.push(`${new Date().toISOString()} ${message.type()}: ${message.text()}`));
    page.on('pageerror', error => person.log.push(`page error: ${error.message}`));
    await nameControls(page);
    await page.evaluateOnNewDocument(first);
    if (camera !== null) {
        await limitCamera(page, camera);
    }
    await page.evaluateOnNewDocument(`(${probe})(${readTestPicture}, ${mosaic})`);
    await page.goto(link);
    await person.enter();
    return person;
}

class Person {
    log = [];

    constructor(page, name) {
        this.page = page;
        this.name = name;
    }

    /** What the page has said to its console. */
    output() {
        return this.log.join('\n');
    }

    /** Fills in the name, presses Join, and waits for the room. */
    async enter() {
        const field = await found(this.page, 'textbox', 'Your name');
        await field.click({count: 3});
        await field.type(this.name);
        await press(this.page, 'button', 'Join');
        await this.#isIn();
    }

    #isIn() {
        return until(`room for ${this.name}`, () => this.page.evaluate(() => window.probe.list() !== null));
    }

    async leave() {
        await press(this.page, 'button', 'Leave');
    }

    /** The page comes back by itself. */
    async reload() {
        await this.page.reload();
        await this.#isIn();
    }

    /** The names on the tiles of the others. */
    others() {
        return this.page.evaluate(() => window.probe.names());
    }

    /**
     * The frames of a tile that were painted of late, oldest first, as {at, look, clock, colour}: when, a number that
     * differs where the picture does, and what a desktop's fake camera tells. The first call begins to watch the tile, and
     * ends to watch another one.
     */
    frames(name) {
        return this.page.evaluate(of => window.probe.frames(of), name);
    }

    /** The size in which a tile's picture comes, in pixels; 0 by 0 before there is one. */
    pictureSize(name) {
        return this.page.evaluate(of => window.probe.pictureSize(of), name);
    }

    /** As when another page comes to lie before it, or it comes to the front again. */
    beHidden(hidden) {
        return this.page.evaluate(now => {
            Object.defineProperty(document, 'hidden', {configurable: true, get: () => now});
            document.dispatchEvent(new Event('visibilitychange'));
        }, hidden);
    }

    /** Frames a second that the browser decodes for a tile; 0 while there is no video. */
    decodedPerSecond(name) {
        return this.page.evaluate(of => window.probe.decodedPerSecond(of), name);
    }

    /** Ends to watch. */
    lookAway() {
        return this.page.evaluate(() => window.probe.lookAway());
    }

    /** The mean colour of four by four fields of a tile's picture, or of one's own; null before there is one. */
    mosaic(name = null) {
        return this.page.evaluate(of => window.probe.mosaic(of), name);
    }

    /** How loud a tile's sound is: the effective value of the last samples, 0 to 1. */
    loudness(name) {
        return this.page.evaluate(of => window.probe.loudness(of), name);
    }

    /** Ms from the press on Join to the first painted frame of a tile; null before it. */
    firstPictureMs(name) {
        return this.page.evaluate(of => window.probe.firstPictureMs(of), name);
    }

    /** The states of the page's connections, those that were closed left out. */
    connections() {
        return this.page.evaluate(() => window.probe.connections().map(connection => connection.connectionState));
    }

    /**
     * The open connections, as {connection, signaling, local, remote, rollbacks}: two states, the ICE user names of both
     * sides, and how often an offer of one's own was taken back.
     */
    links() {
        return this.page.evaluate(() => window.probe.links());
    }

    /** Has every open connection want a new offer, as when networks change, at a moment of Unix time in ms. */
    restartIceAt(moment) {
        return this.page.evaluate(at => window.probe.restartIceAt(at), moment);
    }
}
