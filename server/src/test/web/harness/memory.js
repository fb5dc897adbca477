// What programs hold in memory, as the kernel counts it.
import {readdir, readFile} from 'node:fs/promises';

/** Processes end while they are looked at; the kernel says so in one of these ways. */
const GONE = new Set(['ENOENT', 'ESRCH']);

/**
 * The memory of a process and all that it has started: of what they share each counts its part (PSS). What the kernel keeps of files
 * is not theirs.
 *
 * @param {number} root the process
 * @returns {Promise<number>} in bytes
 */
export async function memoryOf(root) {
    const sizes = await Promise.all((await familyOf(root)).map(shareOf));
    return sizes.reduce((sum, size) => sum + size, 0);
}

async function familyOf(root) {
    const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
    const parents = new Map(await Promise.all(pids.map(async pid => [pid, await parentOf(pid)])));
    const family = [root];
    for (const member of family) {
        family.push(...pids.filter(pid => parents.get(pid) === member));
    }
    return family;
}

async function parentOf(pid) {
    const stat = await unlessGone(readFile(`/proc/${pid}/stat`, 'latin1'), '');
    // "pid (name) state parent …", and a name may have spaces and parentheses in it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

async function shareOf(pid) {
    const rollup = await unlessGone(readFile(`/proc/${pid}/smaps_rollup`, 'latin1'), '');
    return Number(/^Pss: +(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}

async function unlessGone(reading, otherwise) {
    try {
        return await reading;
    } catch (failure) {
        if (GONE.has(failure.code)) {
            return otherwise;
        }
        throw failure;
    }
}
