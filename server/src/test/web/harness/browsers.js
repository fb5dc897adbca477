// Debian's own browsers with fake camera and microphone, each in a fresh profile. Node's --test runs files in parallel
// only when asked to, so one browser of a kind a file is enough.
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

const STARTER = fileURLToPath(new URL('browser.sh', import.meta.url));

/** A page's size in a test that looks at its parts. */
const WINDOW = {width: 1000, height: 700};

/** Without a GPU every pixel on the screen costs; this is a small window, but not a telephone's. */
export const SMALL = {width: 640, height: 420};

/** The kinds of browser that every test of a page runs in. */
export const KINDS = ['chromium', 'firefox'];

/**
 * Starts a browser without a window.
 *
 * @param {'chromium'|'firefox'} kind which
 * @param {{args?: string[], prefs?: object, media?: boolean, env?: object, size?: object, machine?: object, downloads?: string}} [options]
 *     more arguments (Chromium) or preferences (Firefox); media: false leaves the fake devices and their permission out; env:
 *     more of the environment, such as a sound server, without which Firefox plays nothing; size: of every page; machine: where it
 *     runs, if not here (Chromium; lan.js); downloads: the folder for what is saved
 * @returns the puppeteer Browser; the caller closes it
 */
export function launch(kind, options = {}) {
    return kind === 'chromium' ? chromium(options) : firefox(options);
}

function chromium({args = [], media = true, env = {}, size = WINDOW, machine = null, downloads}) {
    return puppeteer.launch({
        browser: 'chrome',
        executablePath: STARTER,
        headless: true,
        // Works from any network.
        pipe: true,
        // Not page.setViewport(): that fails in a Firefox that has no screen orientation to set with it.
        defaultViewport: size,
        downloadBehavior: downloads && {policy: 'allow', downloadPath: downloads},
        env: {
            ...process.env, BROWSER: installed('CHROMIUM', CHROMIUM), WITHIN: (machine?.within ?? []).join(' '), ...env,
        },
        args: [
            ...(media ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            // Pages of one browser hide each other; a hidden page is throttled as a tab in the background would be.
            '--disable-renderer-backgrounding',
            '--disable-backgrounding-occluded-windows',
            '--disable-background-timer-throttling',
            ...args,
        ],
    });
}

function firefox({prefs = {}, media = true, env = {}, size = WINDOW, downloads}) {
    return puppeteer.launch({
        browser: 'firefox',
        executablePath: STARTER,
        headless: true,
        defaultViewport: size,
        env: {...process.env, BROWSER: installed('FIREFOX', FIREFOX), ...env},
        extraPrefsFirefox: {
            ...(media ? {'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true} : {}),
            'media.autoplay.default': 0,
            // Without a GPU each frame of a page is composed by the CPU; as many as a fake camera films are enough.
            'layout.frame_rate': 30,
            // How long it waits for more candidates and checks before it calls a link failed: 5 s are little for a busy machine.
            'media.peerconnection.ice.trickle_grace_period': 30_000,
            // A panel that opens at each download would take the keyboard.
            ...(downloads ? {'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.alwaysOpenPanel': false} : {}),
            ...prefs,
        },
    });
}

function installed(variable, places) {
    const path = process.env[variable] ?? places.find(existsSync);
    if (path === undefined) {
        throw new Error(`No browser at ${places.join(' or ')}; set ${variable} to where it is`);
    }
    return path;
}
