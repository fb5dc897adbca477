import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {KINDS, launch} from '../harness/browsers.js';
import {startServer} from '../harness/server.js';
import {until} from '../harness/until.js';
import {visit} from './visitor.js';

const NO_DEVICES = {media: false};
const DENIED = {
    media: false,
    args: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
    prefs: {
        'media.navigator.streams.fake': true,
        'permissions.default.camera': 2,
        'permissions.default.microphone': 2,
    },
};

let server;
let host;
let rooms = 0;

before(async () => {
    server = await startServer();
    host = await launch('chromium');
});
after(async () => {
    await host.close();
    await server.stop();
});

/** Runs in a page: the test cannot pull a plug, and Firefox delivers no made-up event to a track. */
function makeUnpluggable() {
    const listen = MediaStreamTrack.prototype.addEventListener;
    MediaStreamTrack.prototype.addEventListener = function (type, handle) {
        if (type === 'ended') {
            this.unplug = handle;
        }
        listen.call(this, type, handle);
    };
    // Nor is anything plugged in, by which the camera would come back before its switch is pressed: a sound server that a
    // browser starts for itself looks like that.
    navigator.mediaDevices?.addEventListener('devicechange', event => event.stopImmediatePropagation());
}

/** Somebody without devices meets somebody with them. */
async function meets(kind, options, use) {
    const browser = await launch(kind, options);
    const link = `${server.url}/devices-${(rooms += 1)}`;
    const guest = await visit(browser, link, {prepare: makeUnpluggable});
    const ada = await visit(host, link);
    try {
        await ada.join('Ada');
        await use(guest, ada);
        await guest.assertNoComplaints();
        await ada.assertNoComplaints();
    } finally {
        await ada.close();
        await browser.close();
    }
}

async function receivesOnly(guest, ada) {
    await guest.join('Guest');
    await until('picture of Ada', async () => (await guest.tile('Ada'))?.width > 0);
    await until('initial of Guest', async () => {
        const tile = await ada.tile('Guest');
        return tile.text.startsWith('G') && tile.labels.includes('Microphone off') && !tile.text.includes('Connecting');
    });
}

for (const kind of KINDS) {
    describe(`in ${kind}`, () => {
        test('who has no camera and no microphone is told, and joins to see and hear', async () => {
            await meets(kind, NO_DEVICES, async (guest, ada) => {
                await guest.reads('No microphone was found.');
                await guest.reads('No camera was found.');
                await receivesOnly(guest, ada);
            });
        });

        test('who allowed neither is told what to do, and joins to see and hear', async () => {
            await meets(kind, DENIED, async (guest, ada) => {
                await guest.reads('The browser does not let this page use your camera. Allow it beside the address');
                await receivesOnly(guest, ada);
            });
        });

        test('a camera that is unplugged in the call is told to both sides, and may come back', async () => {
            await meets(kind, {}, async (guest, ada) => {
                await guest.join('Guest');
                await until('picture of Guest', async () => (await ada.tile('Guest'))?.width > 0);
                await guest.page.evaluate(() => {
                    const [track] = document.querySelector('#call [aria-label="You"] video').srcObject.getVideoTracks();
                    track.unplug();
                });
                await guest.reads('Your camera was unplugged.');
                await until('initial of Guest', async () => !(await ada.tile('Guest')).pictureVisible);
                await guest.press('Camera', 'switch');
                await until('picture of Guest', async () => {
                    assert.ok((await ada.tile('Guest')).pictureVisible, await guest.text());
                    return true;
                });
                assert.ok(!(await guest.text()).includes('unplugged'));
            });
        });

        test('who joins with the camera off is heard all the same', async () => {
            await meets(kind, {}, async (guest, ada) => {
                await guest.press('Camera', 'switch');
                await guest.join('Guest');
                const time = async () => (await ada.tile('Guest'))?.time;
                await until('sound of Guest', async () => (await time()) > 0);
                const before = await time();
                await until('more sound of Guest', async () => (await time()) > before);
            });
        });
    });
}
