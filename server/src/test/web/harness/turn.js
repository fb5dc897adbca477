// coturn as a child process: a TURN server of the test's own, which tells in its log whom it has served.
import {execFileSync} from 'node:child_process';
import {X509Certificate, createHash, createHmac} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {networkInterfaces, tmpdir} from 'node:os';
import {join} from 'node:path';
import {end, start} from './children.js';
import {until} from './until.js';

/** What the server under test has to know as well. */
export const SECRET = 'north-by-northwest';

/** Where nothing else runs. */
const PORT = 3478;
const TLS_PORT = 5349;

const CERTIFICATE = 'certificate.pem';
const KEY = 'key.pem';

const SERVED = /user <(\d+:[\w-]+)>: incoming packet ALLOCATE processed, success/g;
const TURNED_AWAY = /check_stun_auth: Cannot find credentials of user <([^>]+)>/g;

/**
 * Starts coturn on the first address of this machine that is not loopback, which engines and browsers never use.
 *
 * @param {{within: string[], address: string}?} [machine] where it runs, if not here (see lan.js); there it listens with TLS, too
 * @returns {Promise<Turn>} once it listens
 */
export async function startTurn(machine = null) {
    const address = machine?.address ?? ownAddress();
    const port = machine === null ? await freePort(address) : PORT;
    const folder = await mkdtemp(join(tmpdir(), 'confero-turn-'));
    const tls = machine === null ? ['--no-tls'] : [`--tls-listening-port=${TLS_PORT}`, ...certify(folder, address)];
    const [program, ...rest] = [
        ...machine?.within ?? [], 'turnserver', '-n', `--listening-ip=${address}`, `--relay-ip=${address}`, `--listening-port=${port}`,
        '--use-auth-secret', `--static-auth-secret=${SECRET}`, '--realm=confero', '--no-cli', '--no-dtls', ...tls,
        `--userdb=${join(folder, 'users')}`, `--pidfile=${join(folder, 'pid')}`, '--log-file=stdout', '--simple-log', '--verbose',
    ];
    const child = start(program, rest, {stdio: ['ignore', 'pipe', 'pipe'], cwd: folder});
    const turn = new Turn(child, address, port, folder);
    try {
        await until('listening TURN server', () => turn.output().includes('UDP listener opened'));
    } catch (failure) {
        await turn.stop();
        throw new Error(`${failure.message}\n${turn.output()}`, {cause: failure});
    }
    return turn;
}

/** By the TURN REST convention, which the server keeps as well. */
export function credential(username, secret = SECRET) {
    return createHmac('sha1', secret).update(username).digest('base64');
}

class Turn {
    #child;
    #folder;
    #log = '';

    constructor(child, address, port, folder) {
        this.#child = child;
        this.#folder = folder;
        this.address = address;
        this.port = port;
        this.url = `turn:${address}:${port}`;
        this.tlsUrl = `turns:${address}:${TLS_PORT}`;
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', text => {
                this.#log += text;
            });
        }
    }

    output() {
        return this.#log;
    }

    /** What Chromium is given to trust its certificate, which nobody has signed. */
    async trust() {
        const {publicKey} = new X509Certificate(await readFile(join(this.#folder, CERTIFICATE)));
        const key = publicKey.export({type: 'spki', format: 'der'});
        return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
    }

    /** The user names that were given a relay, in the order of their coming. */
    served() {
        return [...this.#log.matchAll(SERVED)].map(match => match[1]);
    }

    /** The user names that were given none, of each as often as it tried. */
    turnedAway() {
        return [...this.#log.matchAll(TURNED_AWAY)].map(match => match[1]);
    }

    async stop() {
        await end(this.#child);
        await rm(this.#folder, {recursive: true, force: true});
    }
}

/** Makes a certificate that is signed by itself alone; gives coturn's options for it. */
function certify(folder, address) {
    execFileSync('openssl', [
        'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '2', '-subj', '/CN=turn',
        '-addext', `subjectAltName=IP:${address}`, '-keyout', join(folder, KEY), '-out', join(folder, CERTIFICATE),
    ], {stdio: 'pipe'});
    return [`--cert=${join(folder, CERTIFICATE)}`, `--pkey=${join(folder, KEY)}`];
}

function ownAddress() {
    const own = Object.values(networkInterfaces()).flat().find(each => each.family === 'IPv4' && !each.internal);
    if (own === undefined) {
        throw new Error('This machine has no network interface beside loopback, which engines and browsers do not use');
    }
    return own.address;
}

async function freePort(address) {
    const socket = createSocket('udp4');
    socket.bind(0, address);
    await once(socket, 'listening');
    const {port} = socket.address();
    socket.close();
    await once(socket, 'close');
    return port;
}
