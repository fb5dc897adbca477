import {after, before, describe, test} from 'node:test';

import {KINDS, launch} from '../harness/browsers.js';
import {freePort, startRedis} from '../harness/redis.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

/** What browsers themselves say about a server that has gone. */
const LOST_SERVER = /WebSocket|can’t establish a connection|connection to ws:\S+ was interrupted|ERR_CONNECTION_REFUSED/;

for (const kind of KINDS) {
    describe(`in ${kind}`, () => {
        let browser;
        let redis;
        let mortal;
        let other;

        before(async () => {
            redis = await startRedis();
            const ports = [await freePort(), await freePort()];
            const addresses = ports.map(port => `http://localhost:${port}`).join(',');
            [mortal, other] = await Promise.all(
                ports.map(port => startServer([...redis.settings, `--confero.addresses=${addresses}`], port)));
            browser = await launch(kind);
        });
        after(async () => {
            await browser.close();
            await Promise.all([mortal.stop(), other.stop()]);
            await redis.stop();
        });

        test('whose node is killed goes on by the other, and the call is not touched', async () => {
            const ada = await visit(browser, `${mortal.url}/nodes`);
            await ada.join('Ada');
            const grace = await visit(browser, `${other.url}/nodes`);
            await grace.join('Grace');
            await until('picture of Grace', async () => (await ada.tile('Grace'))?.width > 0);
            await ada.page.evaluate(() => {
                window.before = document.querySelector('video[aria-label="Grace"]').srcObject;
            });
            await mortal.crash();
            // It is another server that lets Edsger in, and Ada has to hear of him.
            const edsger = await visit(browser, `${other.url}/nodes`);
            await edsger.join('Edsger');
            await until('picture of Edsger', async () => (await ada.tile('Edsger'))?.width > 0);
            await until('end of the note', async () => !(await ada.text()).includes('Reconnecting to server'));
            const time = async () => (await ada.tile('Grace')).time;
            const then = await time();
            await until('going on of the call', async () => (await time()) > then + 1);
            await until('the same picture', () =>
                ada.page.evaluate(() => document.querySelector('video[aria-label="Grace"]').srcObject === window.before));
            await ada.press('Leave');
            await until('Ada to be gone', async () => (await grace.tiles()).every(({name}) => name !== 'Ada'));
            ada.forgive(LOST_SERVER);
            await Promise.all([ada, grace, edsger].map(visitor => visitor.assertNoComplaints()));
            await Promise.all([ada, grace, edsger].map(visitor => visitor.close()));
        });
    });
}
