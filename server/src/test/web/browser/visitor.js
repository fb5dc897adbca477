// A person with a browser profile of their own, who uses the page by what it says and not by how it is built.
import assert from 'node:assert/strict';
import {until} from '../harness/until.js';

/**
 * Opens a page in a fresh profile.
 *
 * @param {() => void} [prepare] runs in the page before its own scripts
 */
export async function visit(browser, link, prepare = () => {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    // A browser that has just started on a busy machine takes its time.
    page.setDefaultTimeout(120_000);
    const visitor = new Visitor(context, page);
    page.on('console', message => ['error', 'warn'].includes(message.type()) && visitor.complaints.push(message.text()));
    page.on('pageerror', error => visitor.complaints.push(error.message));
    await page.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective));
    });
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
        return this.page.waitForSelector(`aria/${name}[role="textbox"]`, {visible: true});
    }

    async fill(name, text) {
        const field = await this.field(name);
        await field.click({count: 3});
        await field.type(text);
    }

    /** Waits until it stands still: what slides away under the pointer is missed. */
    async press(name, role = 'button') {
        const button = await this.page.waitForSelector(`aria/${name}[role="${role}"]`, {visible: true});
        let before;
        await until(`rest of ${name}`, async () => {
            const place = JSON.stringify(await button.boundingBox());
            const rests = place === before;
            before = place;
            return rests;
        });
        await button.click();
    }

    async join(name) {
        await this.fill('Your name', name);
        await this.press('Join');
        await this.isIn();
    }

    isIn() {
        return this.page.waitForSelector('aria/Participants[role="list"]');
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

    close() {
        return this.context.close();
    }
}
