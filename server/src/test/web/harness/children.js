// Programs that a test starts: none of them outlives it, however it ends.
import {spawn} from 'node:child_process';
import {once} from 'node:events';

const running = new Set();

process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
// Node's own answer to these is to end without a word to anybody.
for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => process.exit(1));
}

/** Like spawn(); the child ends with this process at the latest. */
export function start(command, args, options) {
    const child = spawn(command, args, options);
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
}

export function hasEnded(child) {
    return child.exitCode !== null || child.signalCode !== null;
}

/** Ends a child in order and waits for it. */
export async function end(child, signal = 'SIGTERM') {
    if (!hasEnded(child)) {
        const gone = once(child, 'exit');
        child.kill(signal);
        await gone;
    }
}
