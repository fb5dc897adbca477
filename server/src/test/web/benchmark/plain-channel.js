// A data channel with nothing beside it, between any two of the desktop's library, Chromium and Firefox: what a file's way is
// measured against.
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {end, start} from '../harness/children.js';
import {Closing} from '../harness/closing.js';

const SOURCE = fileURLToPath(new URL('../harness/PlainChannel.java', import.meta.url));
const DESKTOP = fileURLToPath(new URL('../../../../../client-desktop/target/app/start', import.meta.url));

/** So that candidates are addresses, which the other end understands without multicast. */
export const PLAIN_ADDRESSES = {
    args: ['--disable-features=WebRtcHideLocalIpsWithMdns'],
    prefs: {'media.peerconnection.ice.obfuscate_host_addresses': false},
};

/**
 * @param {import('puppeteer-core').Page?} from whatever else goes on in it; null for the desktop's library, in a process of its own
 * @param {import('puppeteer-core').Page?} to
 * @param {number} bytes how many are sent
 * @returns {Promise<number>} bytes a second
 */
export async function plainSpeed(from, to, bytes) {
    const closing = new Closing();
    try {
        const sender = closing.add(await endOf(from, 'send', bytes), it => it.close());
        const receiver = closing.add(await endOf(to, 'receive', bytes), it => it.close());
        await sender.take(await receiver.answer(await sender.offer()));
        return bytes / ((await receiver.tookMs()) / 1000);
    } finally {
        await closing.close();
    }
}

async function endOf(page, role, bytes) {
    if (page === null) {
        return new Library(role, bytes);
    }
    await page.evaluate(inPage, role, bytes);
    return new Page(page);
}

class Library {
    #child;
    #lines;

    constructor(role, bytes) {
        const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
        const classes = /"-cp"\n"(.+)"/.exec(readFileSync(DESKTOP, 'utf8'))[1];
        this.#child = start(
            java, ['--enable-native-access=ALL-UNNAMED', '-cp', classes, SOURCE, role, `${bytes}`],
            {stdio: ['pipe', 'pipe', 'inherit']});
        this.#lines = createInterface({input: this.#child.stdout})[Symbol.asyncIterator]();
    }

    offer() {
        return this.#hear();
    }

    answer(offer) {
        this.#say(offer);
        return this.#hear();
    }

    take(answer) {
        this.#say(answer);
    }

    async tookMs() {
        return Number(await this.#hear());
    }

    close() {
        return end(this.#child);
    }

    #say(sdp) {
        this.#child.stdin.write(`${Buffer.from(sdp).toString('base64')}\n`);
    }

    async #hear() {
        const {value, done} = await this.#lines.next();
        if (done) {
            throw new Error('The plain channel of the desktop has ended');
        }
        return /^\d+$/.test(value) ? value : Buffer.from(value, 'base64').toString();
    }
}

class Page {
    #page;

    constructor(page) {
        this.#page = page;
    }

    offer() {
        return this.#page.evaluate(() => window.plain.offer());
    }

    answer(offer) {
        return this.#page.evaluate(sdp => window.plain.answer(sdp), offer);
    }

    take(answer) {
        return this.#page.evaluate(sdp => window.plain.take(sdp), answer);
    }

    tookMs() {
        return this.#page.evaluate(() => window.plain.took);
    }

    close() {
        return this.#page.evaluate(() => window.plain.close());
    }
}

/** Runs in a page. */
function inPage(role, bytes) {
    const MESSAGE = 64 * 1024;
    const MOST_BUFFERED = 1024 * 1024;
    const connection = new RTCPeerConnection();
    const channel = connection.createDataChannel('plain', {negotiated: true, id: 0});
    channel.binaryType = 'arraybuffer';
    channel.bufferedAmountLowThreshold = MOST_BUFFERED / 2;
    const gathered = new Promise(resolve => {
        connection.addEventListener('icecandidate', ({candidate}) => candidate === null && resolve());
    });
    const described = async () => {
        await connection.setLocalDescription();
        await gathered;
        return connection.localDescription.sdp;
    };
    let left = bytes;
    let began = 0;
    const message = new Uint8Array(MESSAGE);
    const fill = () => {
        for (; left > 0 && channel.bufferedAmount < MOST_BUFFERED; left -= MESSAGE) {
            channel.send(message);
        }
    };
    if (role === 'send') {
        channel.addEventListener('open', fill);
        channel.addEventListener('bufferedamountlow', fill);
    }
    window.plain = {
        offer: described,
        answer: async sdp => {
            await connection.setRemoteDescription({type: 'offer', sdp});
            return described();
        },
        take: sdp => connection.setRemoteDescription({type: 'answer', sdp}),
        close: () => connection.close(),
        took: new Promise(resolve => {
            channel.addEventListener('message', ({data}) => {
                began ||= performance.now();
                left -= data.byteLength;
                if (left <= 0) {
                    resolve(performance.now() - began);
                }
            });
        }),
    };
}
