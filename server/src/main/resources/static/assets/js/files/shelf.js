// Where files that come are kept until the person saves them: in the browser's private file system, on the disk and out of memory;
// where a browser gives none (private windows of Firefox), in memory, up to a bound. Runs in a worker.

/** The folder of all pages, in which each has one of its own. */
const FOLDER = 'confero-files';

/** Whoever holds this lock, with the name of its folder, is still there: pages of one browser share the file system. */
const LOCK = 'confero.files.';

/** Most bytes of all files that are kept in memory together. */
export const MEMORY_BYTES = 256 * 1024 * 1024;

/** Pieces in memory are joined to blobs of this size, which a browser can put elsewhere. */
const BLOB_BYTES = 4 * 1024 * 1024;

/**
 * Makes the page's own folder, and deletes those of pages that are gone.
 *
 * @param {StorageManager} [storage]
 * @param {LockManager} [locks]
 * @returns {Promise<{place: (file: number, size: number) => Promise<object>}>} place: where a file of this size can be written;
 *     throws an error with problem where it cannot
 */
export async function openShelf(storage = navigator.storage, locks = navigator.locks) {
    try {
        const all = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, {create: true});
        const own = crypto.randomUUID();
        await hold(locks, LOCK + own);
        await tidy(all, locks, own);
        return new Disk(await all.getDirectoryHandle(own, {create: true}), storage);
    } catch (error) {
        console.debug(`Files are kept in memory: ${error.name}`);
        return new Memory();
    }
}

/** Until this worker ends. */
function hold(locks, name) {
    return new Promise((resolve, reject) => {
        locks.request(name, () => {
            resolve();
            return new Promise(() => {});
        }).catch(reject);
    });
}

async function tidy(all, locks, own) {
    for await (const name of all.keys()) {
        if (name !== own) {
            await locks.request(LOCK + name, {ifAvailable: true}, async lock => {
                if (lock !== null) {
                    await all.removeEntry(name, {recursive: true}).catch(() => {});
                }
            });
        }
    }
}

class Disk {
    #folder;
    #storage;

    constructor(folder, storage) {
        this.#folder = folder;
        this.#storage = storage;
    }

    async place(file, size) {
        const {quota = Infinity, usage = 0} = await this.#storage.estimate();
        if (size > quota - usage) {
            throw problem('no-space');
        }
        const handle = await this.#folder.getFileHandle(String(file), {create: true});
        return new DiskPlace(this.#folder, handle, await handle.createSyncAccessHandle());
    }
}

class DiskPlace {
    #folder;
    #handle;
    #access;
    #length = 0;

    constructor(folder, handle, access) {
        this.#folder = folder;
        this.#handle = handle;
        this.#access = access;
    }

    write(bytes) {
        const count = this.#access.write(bytes, {at: this.#length});
        if (count !== bytes.length) {
            throw problem('no-space');
        }
        this.#length += count;
    }

    close() {
        this.#access.flush();
        this.#access.close();
        return this.#handle.getFile();
    }

    async discard() {
        this.#access.close();
        await this.#folder.removeEntry(this.#handle.name);
    }
}

class Memory {
    #taken = 0;

    async place(file, size) {
        if (this.#taken + size > MEMORY_BYTES) {
            throw problem('memory');
        }
        this.#taken += size;
        return new MemoryPlace(() => (this.#taken -= size));
    }
}

class MemoryPlace {
    #free;
    #blobs = [];
    #pieces = [];
    #length = 0;

    constructor(free) {
        this.#free = free;
    }

    write(bytes) {
        this.#pieces.push(bytes);
        this.#length += bytes.length;
        if (this.#length >= BLOB_BYTES) {
            this.#join();
        }
    }

    close() {
        this.#join();
        return new Blob(this.#blobs);
    }

    discard() {
        this.#blobs = [];
        this.#pieces = [];
        this.#free();
    }

    #join() {
        this.#blobs.push(new Blob(this.#pieces));
        this.#pieces = [];
        this.#length = 0;
    }
}

function problem(name) {
    return Object.assign(new Error(name), {problem: name});
}
