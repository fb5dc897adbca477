// Time from joining to the first picture of somebody who is there already, all on this machine: the desktop's engine and
// Chromium, each against a desktop engine. `confero benchmark join [--joins 20]`.
import {parseArgs} from 'node:util';
import {launch, SMALL} from '../harness/browsers.js';
import {Closing} from '../harness/closing.js';
import {startEngine} from '../harness/engine.js';
import {join} from '../harness/page.js';
import {makeRoom} from '../harness/rooms.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';

const HOST = 'Host';

const joins = wanted();
const closing = new Closing();
try {
    const server = closing.add(await startServer(), it => it.stop());
    const room = await makeRoom(server.url);
    closing.add(await startEngine({server: server.url, room: room.id, name: HOST}), it => it.stop());
    await engines(server, room);
    await pages(room);
} finally {
    await closing.close();
}

async function engines(server, room) {
    const entered = [];
    const seen = [];
    for (let i = 0; i < joins; i++) {
        const guest = await startEngine({server: server.url, room: room.id, name: `Guest ${i + 1}`});
        try {
            const {firstFrameMs} = await until('first picture', async () => {
                const host = await guest.sees(HOST);
                return typeof host?.firstFrameMs === 'number' && host;
            });
            seen.push(firstFrameMs);
            entered.push((await guest.report()).joinMs);
        } finally {
            await guest.stop();
        }
    }
    tell('desktop, join to answer', entered);
    tell('desktop, join to first picture', seen);
}

async function pages(room) {
    const browser = closing.add(await launch('chromium', {size: SMALL}), it => it.close());
    const seen = [];
    for (let i = 0; i < joins; i++) {
        const guest = await join(browser, room.link, `Guest ${i + 1}`);
        seen.push(await until('first picture', () => guest.firstPictureMs(HOST)));
        await guest.page.close();
    }
    tell('Chromium, Join pressed to first picture', seen);
}

function tell(what, times) {
    const sorted = [...times].sort((a, b) => a - b);
    const percentile = share => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    console.log(`${what}: p50 ${Math.round(percentile(0.5))} ms, p95 ${Math.round(percentile(0.95))} ms (${sorted.length} joins)`);
}

function wanted() {
    try {
        const {values} = parseArgs({options: {joins: {type: 'string', default: '20'}}});
        const number = Number(values.joins);
        if (Number.isInteger(number) && number > 0) {
            return number;
        }
        throw new Error(`--joins takes a number from 1, not "${values.joins}"`);
    } catch (failure) {
        console.error(`confero: ${failure.message}`);
        process.exit(2);
    }
}
