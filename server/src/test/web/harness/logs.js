// What the parts of a test have said, kept beside the build for whoever looks into a failure.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../target/web-tests', import.meta.url));

/**
 * Writes the outputs of one test into files of its own, over those of the last time.
 *
 * @param {string} test a name for a folder
 * @param {Object<string, {output: () => string} | undefined>} parts those that did not start are left out
 */
export async function keepLogs(test, parts) {
    const folder = join(FOLDER, test);
    await mkdir(folder, {recursive: true});
    for (const [name, part] of Object.entries(parts)) {
        if (part !== undefined) {
            await writeFile(join(folder, `${name}.log`), part.output());
        }
    }
}
