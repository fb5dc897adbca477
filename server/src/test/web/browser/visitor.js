// A person with a browser profile of their own, who uses the page by what it says and not by how it is built.
import assert from 'node:assert/strict';
import {limitCamera} from '../harness/camera.js';
import {found, nameControls, press} from '../harness/controls.js';
import {until} from '../harness/until.js';

/**
 * Opens a page in a fresh profile.
 *
 * @param {{prepare?: () => void, camera?: {width: number, height: number, frameRate: number}, downloads?: string}} [options] prepare:
 *     runs in the page before its own scripts; camera: the most that it can do; downloads: the folder for what is saved
 */
export async function visit(browser, link, {prepare = () => {}, camera, downloads} = {}) {
    const downloadBehavior = downloads === undefined ? undefined : {policy: 'allow', downloadPath: downloads};
    const context = await browser.createBrowserContext({downloadBehavior});
    const page = await context.newPage();
    // A browser that has just started on a busy machine takes its time.
    page.setDefaultTimeout(120_000);
    const visitor = new Visitor(context, page);
    page.on('console', message => ['error', 'warn'].includes(message.type()) && visitor.complaints.push(message.text()));
    page.on('pageerror', error => visitor.complaints.push(error.message));
    await nameControls(page);
    await page.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective));
    });
    if (camera !== undefined) {
        await limitCamera(page, camera);
    }
    await page.evaluateOnNewDocument(prepare);
    await page.goto(link);
    return visitor;
}

class Visitor {
    complaints = [];

    constructor(context, page) {
        this.context = context;
        this.page = page;
    }

    field(name) {
        return found(this.page, 'textbox', name);
    }

    async fill(name, text) {
        const field = await this.field(name);
        await field.click({count: 3});
        await field.type(text);
    }

    press(name, role = 'button') {
        return press(this.page, role, name);
    }

    async join(name) {
        await this.fill('Your name', name);
        await this.press('Join');
        await this.isIn();
    }

    /** Chooses from the menu that a host has about somebody. */
    async choose(name, item) {
        await this.press(`More about ${name}`);
        await this.press(item, 'menuitem');
    }

    /** Whose menus are offered. */
    offers() {
        return this.page.evaluate(() =>
            [...document.querySelectorAll('[aria-haspopup="menu"][aria-label^="More about"]')]
                .filter(each => each.checkVisibility())
                .map(each => each.getAttribute('aria-label')),
        );
    }

    offer(name) {
        return until(`offer of ${name}`, async () => (await this.offers()).includes(name));
    }

    /** What has the focus, by its label or its text. */
    focused() {
        return this.page.evaluate(() => {
            const element = document.activeElement;
            return element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText.trim();
        });
    }

    async isIn() {
        try {
            await found(this.page, 'list', 'Participants');
        } catch (cause) {
            throw new Error(`Not in the room; the page reads: ${await this.text()}`, {cause});
        }
    }

    /** Everything that stands on the screen. */
    text() {
        return this.page.evaluate(() => document.body.innerText);
    }

    reads(sentence) {
        return until(`"${sentence}" on the page`, async () => (await this.text()).includes(sentence));
    }

    /** The others' tiles: {name, text, labels, width, height, time, hasSound}. */
    tiles() {
        return this.page.evaluate(() =>
            [...document.querySelectorAll('[aria-label="Participants"] > li')].map(item => {
                const video = item.querySelector('video');
                const shown = [...item.querySelectorAll('[aria-label]')].filter(each => each.checkVisibility());
                return {
                    name: video.getAttribute('aria-label'),
                    text: item.innerText.trim(),
                    labels: shown.map(each => each.getAttribute('aria-label')),
                    width: video.videoWidth,
                    height: video.videoHeight,
                    time: video.currentTime,
                    pictureVisible: getComputedStyle(video).opacity !== '0',
                    hasSound: !video.muted && video.srcObject?.getAudioTracks().length === 1,
                };
            }),
        );
    }

    async tile(name) {
        return (await this.tiles()).find(each => each.name === name);
    }

    /** Nothing went wrong on the way: no script error, no complaint, nothing against the page's policy. */
    async assertNoComplaints() {
        assert.deepEqual(this.complaints, []);
        assert.deepEqual(await this.page.evaluate(() => window.violations), []);
    }

    /** What a browser itself says about what a test does on purpose. */
    forgive(pattern) {
        this.complaints = this.complaints.filter(each => !pattern.test(each));
    }

    /** Once; a page that a test has closed on purpose is closed. */
    close() {
        this.closed ??= this.context.close();
        return this.closed;
    }
}
