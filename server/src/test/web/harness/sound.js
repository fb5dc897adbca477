// A sound server of the test's own, with a speaker that can be recorded. Fake cameras come with microphones of their own.
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {end, start} from './children.js';
import {until} from './until.js';

const RATE = 48_000;

/**
 * Starts PulseAudio with a speaker that is nobody else's.
 *
 * @returns {Promise<{env: object, loudness: () => Promise<number>, stop: () => Promise<void>}>} env: what a program needs
 *     to use it; loudness: the effective value of what the speaker plays within the next half second, 0 to 1
 */
export async function startSound() {
    const folder = await mkdtemp(join(tmpdir(), 'confero-sound-'));
    const socket = join(folder, 'native');
    const env = {
        PULSE_SERVER: `unix:${socket}`,
        PULSE_RUNTIME_PATH: folder,
        PULSE_COOKIE: join(folder, 'cookie'),
        // What programs ask for by themselves wakes a speaker that is none 2,400 times a second.
        PULSE_LATENCY_MSEC: '60',
    };
    const daemon = start('pulseaudio', [
        '-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes', '--log-level=error',
        '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
        '-L', `module-null-sink sink_name=speaker rate=${RATE}`,
    ], {env: {...process.env, ...env, HOME: folder}, stdio: 'ignore'});
    const stop = async () => {
        await end(daemon);
        await rm(folder, {recursive: true, force: true});
    };
    try {
        await until('answer of the sound server', () => succeeds('pactl', ['set-default-sink', 'speaker'], env));
    } catch (failure) {
        await stop();
        throw failure;
    }
    return {env, loudness: () => record(env), stop};
}

function format() {
    return ['--format=s16le', `--rate=${RATE}`, '--channels=1', '--raw', '--latency-msec=50'];
}

async function succeeds(command, args, env) {
    const [code] = await once(start(command, args, {env: {...process.env, ...env}, stdio: 'ignore'}), 'exit');
    return code === 0;
}

async function record(env) {
    const recorder = start('parec', ['--device=speaker.monitor', ...format()], {
        env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'ignore'],
    });
    let heard = Buffer.alloc(0);
    for await (const chunk of recorder.stdout) {
        heard = Buffer.concat([heard, chunk]);
        if (heard.length >= RATE) {
            break;
        }
    }
    await end(recorder);
    let sum = 0;
    const samples = heard.length >> 1;
    for (let i = 0; i < samples; i++) {
        sum += (heard.readInt16LE(i * 2) / 32768) ** 2;
    }
    return Math.sqrt(sum / Math.max(samples, 1));
}
