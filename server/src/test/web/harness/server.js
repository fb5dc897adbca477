// The real server, as the launcher starts it, on a free port.
import {existsSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {end, start} from './children.js';

const START = fileURLToPath(new URL('../../../../target/app/start', import.meta.url));
const READY = /Confero is ready at (http:\/\/\S+)/;
const PATIENCE_MS = 120_000;

/**
 * Starts a server and waits until it answers.
 *
 * @param {string[]} [args] more Spring arguments
 * @param {number} [port] a certain one, to come back where another was; else a free one
 * @param {{within: string[], address: string}?} [machine] where it runs, if not here (see lan.js)
 * @returns {Promise<{url: string, stop: () => Promise<void>, crash: () => Promise<void>, output: () => string}>} url
 *     without a slash at its end; crash ends it without a word to anybody
 */
export async function startServer(args = [], port = 0, machine = null) {
    if (!existsSync(START)) {
        throw new Error(`No server at ${START}: build it first with mvn -pl server -am package`);
    }
    const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
    const [program, ...rest] = [...machine?.within ?? [], java, `@${START}`, `--server.port=${port}`, ...args];
    const child = start(program, rest, {stdio: ['ignore', 'pipe', 'pipe']});
    const lines = [];
    const keep = line => lines.push(line);
    createInterface({input: child.stderr}).on('line', keep);
    const output = () => lines.join('\n');
    const url = (await readyLine(child, keep, output)).replace('localhost', machine?.address ?? 'localhost');
    return {url, output, stop: () => end(child), crash: () => end(child, 'SIGKILL')};
}

function readyLine(child, keep, output) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`The server is not ready:\n${output()}`)), PATIENCE_MS);
        child.once('exit', code => {
            clearTimeout(late);
            reject(new Error(`The server ended with ${code}:\n${output()}`));
        });
        createInterface({input: child.stdout}).on('line', line => {
            keep(line);
            const match = READY.exec(line);
            if (match !== null) {
                clearTimeout(late);
                resolve(match[1].replace(/\/$/, ''));
            }
        });
    });
}
