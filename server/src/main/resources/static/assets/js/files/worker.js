// Hashes files and keeps those that come, beside the page, which must not stand still meanwhile. It asks with {call, op, ...}; the
// answer has the same call, and either result or problem: no-space, memory, or failed. See desk.js.
import {sha256} from '../../vendor/noble-hashes-2.4.0/sha2.js';
import {bytesToHex} from '../../vendor/noble-hashes-2.4.0/utils.js';
import {Kept} from './kept.js';
import {openShelf} from './shelf.js';

/** So much of a file is read at once. */
const BLOCK_BYTES = 1024 * 1024;

const OPS = {keep: inTurn(keep), write: inTurn(write), finish: inTurn(finish), discard, hash, forget};

/** The last that was asked of each file that comes; of one that has failed nothing more is done. */
const turns = new Map();

const kept = new Map();
const hashing = new Set();
const shelf = openShelf();

addEventListener('message', async ({data: {call, op, ...about}}) => {
    try {
        postMessage({call, result: await OPS[op](about)});
    } catch (error) {
        // Ids and names of errors, never content.
        console.debug(`A file's ${op} failed: ${error.name}`);
        postMessage({call, problem: error.problem ?? (error.name === 'QuotaExceededError' ? 'no-space' : 'failed')});
    }
});

async function keep({file, size}) {
    kept.set(file, new Kept(await (await shelf).place(file, size)));
}

function write({file, bytes}) {
    return kept.get(file).write(new Uint8Array(bytes));
}

function finish({file}) {
    return kept.get(file).finish();
}

async function discard({file}) {
    await turns.get(file)?.catch(() => {});
    await kept.get(file)?.discard();
    kept.delete(file);
    turns.delete(file);
}

function inTurn(run) {
    return about => {
        const turn = (turns.get(about.file) ?? Promise.resolve()).then(() => run(about));
        turns.set(about.file, turn);
        return turn;
    };
}

/** Of a file that goes out, in constant memory; null when it was forgotten meanwhile. */
async function hash({file, blob}) {
    hashing.add(file);
    const hasher = sha256.create();
    for (let from = 0; from < blob.size && hashing.has(file); from += BLOCK_BYTES) {
        hasher.update(new Uint8Array(await blob.slice(from, from + BLOCK_BYTES).arrayBuffer()));
    }
    return hashing.delete(file) ? bytesToHex(hasher.digest()) : null;
}

function forget({file}) {
    hashing.delete(file);
}
