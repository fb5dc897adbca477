// Somebody in Chromium on a machine of their own.
import {launch, SMALL} from '../harness/browsers.js';
import {MODEST} from '../harness/camera.js';
import {find, press} from '../harness/controls.js';
import {join} from '../harness/page.js';

/** @returns {Promise<Chromium>} somebody for a company, once in the room */
export async function chromium(machine, link, name, env, args = []) {
    const browser = await launch('chromium', {
        machine, env, size: SMALL,
        // Cameras are for pages over https and from this machine alone.
        args: [`--unsafely-treat-insecure-origin-as-secure=${new URL(link).origin}`, ...args],
    });
    try {
        const person = await join(browser, link, name, MODEST, `(${watch})()`);
        await press(person.page, 'button', 'Chat');
        return new Chromium(browser, person, machine);
    } catch (failure) {
        await browser.close();
        throw failure;
    }
}

class Chromium {
    #browser;
    #person;
    #page;

    constructor(browser, person, machine) {
        this.#browser = browser;
        this.#person = person;
        this.#page = person.page;
        this.machine = machine;
        this.name = person.name;
    }

    /** A page that stands still says it later. */
    say(text) {
        this.#page.evaluate(said => {
            const field = document.querySelector('#chat-text');
            field.value = said;
            field.dispatchEvent(new Event('input', {bubbles: true}));
            field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
        }, text).catch(failure => this.#person.log.push(`not said: ${failure.message}`));
    }

    async mute() {
        await press(this.#page, 'switch', 'Microphone');
    }

    renegotiate() {
        return this.#person.restartIceAt(Date.now());
    }

    measureAnew() {
        return this.#page.evaluate(() => window.watchAnew());
    }

    async isServed() {
        return await this.#page.evaluate(() => document.querySelector('.server-note').textContent) === '';
    }

    heardOf() {
        return this.#page.evaluate(() => window.watched());
    }

    chat() {
        return this.#page.evaluate(name => [...document.querySelectorAll('ol.messages > li:has(.said)')].map(line => {
            const by = line.querySelector('.name').textContent;
            return {name: by === 'You' ? name : by, text: line.querySelector('.said').textContent};
        }), this.name);
    }

    output() {
        return this.#person.output();
    }

    /** Also for somebody who has left. */
    async stop() {
        if (!this.#browser.connected) {
            return;
        }
        if (await find(this.#page, 'button', 'Leave') !== null) {
            await this.#person.leave();
        }
        await this.#browser.close();
    }
}

/** In the page, before its own scripts: when nothing of somebody came for long, as a desktop's report has it. */
function watch() {
    const LOOK_MS = 100;
    const TOLD_MS = 250;
    // As a desktop does: of more it tells of the longest.
    const MOST_TOLD = 32;
    const people = new Map();

    const measured = async (tile, kind) => {
        const track = tile.querySelector('video')?.srcObject?.getTracks().find(each => each.kind === kind);
        const receiver = window.probe.connections().flatMap(each => each.getReceivers()).find(each => each.track === track);
        const stats = track === undefined ? undefined : await receiver?.getStats();
        const all = [...stats?.values() ?? []];
        const inbound = all.find(each => each.type === 'inbound-rtp');
        const transport = all.find(each => each.type === 'transport');
        const pair = stats?.get(transport?.selectedCandidatePairId);
        return {
            count: (kind === 'video' ? inbound?.framesDecoded : inbound?.packetsReceived) ?? 0,
            way: {
                roundTripMs: pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1_000,
                localCandidateType: stats?.get(pair?.localCandidateId)?.candidateType ?? null,
                remoteCandidateType: stats?.get(pair?.remoteCandidateId)?.candidateType ?? null,
            },
        };
    };
    const meter = () => ({count: 0, last: null, gaps: []});
    const unseen = () => ({video: meter(), audio: meter(), way: {}});
    const sign = (of, count) => {
        const now = Date.now();
        if (count > 0 && count !== of.count) {
            if (of.last !== null && now - of.last >= TOLD_MS) {
                of.gaps.push({at: of.last, ms: now - of.last, over: true});
                if (of.gaps.length > MOST_TOLD) {
                    const shortest = Math.min(...of.gaps.map(gap => gap.ms));
                    of.gaps.splice(of.gaps.findIndex(gap => gap.ms === shortest), 1);
                }
            }
            Object.assign(of, {count, last: now});
        }
    };
    const gaps = of => {
        const ms = of.last === null ? 0 : Date.now() - of.last;
        return ms < TOLD_MS ? of.gaps : [...of.gaps, {at: of.last, ms, over: false}];
    };
    const tiles = () => [...window.probe?.list()?.children ?? []];
    const nameOf = tile => tile.querySelector('.name').textContent;
    const look = async () => {
        for (const tile of tiles()) {
            const name = nameOf(tile);
            const seen = people.get(name) ?? unseen();
            people.set(name, seen);
            sign(seen.video, (await measured(tile, 'video')).count);
            const {count, way} = await measured(tile, 'audio');
            sign(seen.audio, count);
            seen.way = way;
        }
        setTimeout(look, LOOK_MS);
    };
    setTimeout(look, LOOK_MS);

    window.watchAnew = () => {
        for (const {video, audio} of people.values()) {
            video.gaps = [];
            audio.gaps = [];
        }
    };
    window.watched = () => tiles().map(tile => {
        const name = nameOf(tile);
        const {video, audio, way} = people.get(name) ?? unseen();
        return {
            name,
            link: ['no-path', 'unreachable'].includes(tile.dataset.link) ? 'failed' : tile.dataset.link,
            audio: tile.dataset.audio === 'on',
            videoGaps: gaps(video),
            audioGaps: gaps(audio),
            framesDecoded: video.count,
            audioPackets: audio.count,
            ...way,
        };
    });
}
