import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch} from '../harness/browsers.js';
import {find} from '../harness/controls.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

/** A name that is not localhost and still leads here, so that its pages are not trusted with cameras. */
const ELSEWHERE = 'confero.test';

/** What browsers themselves say about a server that has gone. */
const LOST_SERVER =
    /WebSocket|Failed to load resource|NetworkError|can’t establish a connection|connection to ws:\S+ was interrupted/;

const OPTIONS = {
    args: [`--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`],
    prefs: {'network.dns.localDomains': ELSEWHERE},
};

for (const kind of KINDS) {
    describe(`in ${kind}`, () => {
        let browser;
        let server;

        before(async () => {
            server = await startServer();
            browser = await launch(kind, OPTIONS);
        });
        after(async () => {
            await browser.close();
            await server.stop();
        });

        test('a page over plain http from another host says why cameras need https, and what to do', async () => {
            const {port} = new URL(server.url);
            const visitor = await visit(browser, `http://${ELSEWHERE}:${port}/demo`);
            await visitor.reads('Cameras need https');
            await visitor.reads(`plain http from ${ELSEWHERE}:${port}`);
            await visitor.reads(`http://localhost:${port}/demo`);
            await visitor.reads('reverse proxy with a TLS certificate');
            assert.equal(await find(visitor.page, 'button', 'Join'), null);
            // Chromium remarks that it heeds this header only where it trusts the page.
            visitor.forgive(/Cross-Origin-Opener-Policy header has been ignored/);
            await visitor.assertNoComplaints();
            await visitor.close();
        });

        test('a call outlives its server, and goes on with it when it is back', async () => {
            const visitors = [];
            for (const name of ['Ada', 'Grace']) {
                const visitor = await visit(browser, `${server.url}/outlives`);
                await visitor.join(name);
                visitors.push(visitor);
            }
            const [ada, grace] = visitors;
            const time = async () => (await ada.tile('Grace'))?.time ?? 0;
            await until('picture of Grace', async () => (await ada.tile('Grace'))?.width > 0);

            const {port} = new URL(server.url);
            await server.crash();
            await ada.reads('Reconnecting to server');
            const lost = await time();
            await until('going on of the call', async () => (await time()) > lost + 1);

            server = await startServer([], port);
            // Firefox itself holds sockets back after failures, for up to a minute.
            await until('end of the note', async () => !(await ada.text()).includes('Reconnecting to server'), 150_000);
            for (const [visitor, other] of [[ada, 'Grace'], [grace, 'Ada']]) {
                await until(`picture of ${other}`, async () => {
                    const tiles = await visitor.tiles();
                    return tiles.length === 1 && tiles[0].name === other && tiles[0].width > 0 && tiles[0].text === other;
                });
                visitor.forgive(LOST_SERVER);
                await visitor.assertNoComplaints();
            }
            await Promise.all(visitors.map(visitor => visitor.close()));
        });

        test('a server that is gone is said to be gone', async () => {
            const visitor = await visit(browser, `${server.url}/gone`);
            await visitor.fill('Your name', 'Ada');
            await server.stop();
            await visitor.press('Join');
            await visitor.reads('The server does not answer.');
            visitor.forgive(LOST_SERVER);
            await visitor.assertNoComplaints();
            await visitor.close();
        });
    });
}
