// A person in a browser: opens a room's link, joins, and tells what the tiles show, by their pixels.
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
 * @returns {Promise<Person>} who is in the room
 */
export async function join(browser, link, name, camera = null) {
    const page = await browser.newPage();
    // A browser that has just started on a busy machine takes its time.
    page.setDefaultTimeout(120_000);
    const person = new Person(page, name);
    page.on('console', message => person.log.push(`${new Date().toISOString()} ${message.type()}: ${message.text()}`));
    page.on('pageerror', error => person.log.push(`page error: ${error.message}`));
    await page.evaluateOnNewDocument(`(${probe})(${readTestPicture}, ${mosaic}, ${JSON.stringify(camera)})`);
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
        const field = await this.page.waitForSelector('aria/Your name[role="textbox"]');
        await field.click({count: 3});
        await field.type(this.name);
        await this.#press('Join');
        await until(`room for ${this.name}`, () => this.page.evaluate(() => window.probe.list() !== null));
    }

    async leave() {
        await this.#press('Leave');
    }

    async reload() {
        await this.page.reload();
        await this.enter();
    }

    async #press(name) {
        const button = await this.page.waitForSelector(`aria/${name}[role="button"]`, {visible: true});
        await button.click();
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
