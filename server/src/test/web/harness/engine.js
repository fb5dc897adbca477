// The desktop client's call engine without a window: `confero participant` as a child process, and its report.
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {end, hasEnded, start} from './children.js';
import {readPng} from './png.js';
import {until} from './until.js';

const LAUNCHER = fileURLToPath(new URL('../../../../../confero', import.meta.url));
const START_MS = 120_000;

/**
 * Starts a participant with the fake camera; it stays until stop().
 *
 * @param {{server: string, room: string, name: string, env?: object, args?: string[], within?: string[], pictures?: boolean}}
 *     options env: of a private sound server (see sound.js); within: the beginning of a command that runs it elsewhere (see
 *     lan.js); pictures: false keeps none
 * @returns {Promise<Engine>} once it has joined
 */
export async function startEngine({server, room, name, env = {}, args = [], within = [], pictures = true}) {
    const folder = await mkdtemp(join(tmpdir(), 'confero-engine-'));
    const [program, ...rest] = [
        ...within, LAUNCHER,
        'participant', '--server', server, '--room', room, '--name', name, '--fake-media', '--interactive',
        '--report', join(folder, 'report.json'), ...pictures ? ['--pictures', folder] : [], ...args,
    ];
    const child = start(program, rest, {env: {...process.env, ...env}, stdio: ['pipe', 'pipe', 'pipe']});
    const engine = new Engine(child, folder, name);
    try {
        // At its end it could not join; what it says of that is in the error.
        await until(
            `${name} in the room`,
            async () => engine.ended() || typeof (await engine.report()).joinMs === 'number',
            START_MS);
        if (engine.ended()) {
            throw new Error(`${name} could not join`);
        }
    } catch (failure) {
        await engine.stop();
        throw new Error(`${failure.message}\n${engine.output()}`, {cause: failure});
    }
    return engine;
}

class Engine {
    #child;
    #folder;
    #lines = [];
    #pictures = new Map();

    constructor(child, folder, name) {
        this.#child = child;
        this.#folder = folder;
        this.name = name;
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', text => this.#lines.push(text));
        }
    }

    get pid() {
        return this.#child.pid;
    }

    /** The newest report, at most about a second old. */
    async report() {
        return JSON.parse(await readFile(join(this.#folder, 'report.json'), 'utf8'));
    }

    /** What the report says of the newest participant of a name. */
    async sees(name) {
        const {participants} = await this.report();
        return participants.findLast(participant => participant.name === name);
    }

    /** A participant's newest picture, at most about a second old; read once. */
    async picture(name) {
        const file = join(this.#folder, `${name.replaceAll(/[^A-Za-z0-9_-]/g, '_')}.png`);
        const {mtimeMs} = await stat(file);
        if (this.#pictures.get(file)?.mtimeMs !== mtimeMs) {
            this.#pictures.set(file, {mtimeMs, ...await readPng(file)});
        }
        return this.#pictures.get(file);
    }

    /** Tells it what to do: say TEXT, mute, unmute, renegotiate, measure. */
    order(line) {
        this.#child.stdin.write(`${line}\n`);
    }

    output() {
        return this.#lines.join('');
    }

    ended() {
        return hasEnded(this.#child);
    }

    /** Leaves in order, as on Ctrl-C; gives the exit status. */
    async stop() {
        await end(this.#child);
        await rm(this.#folder, {recursive: true, force: true});
        return this.#child.exitCode;
    }
}
