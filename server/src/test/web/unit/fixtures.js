// The corpus that every client runs.
import {readFileSync, readdirSync} from 'node:fs';

const ROOT = new URL('../../../../../shared/src/test/resources/conformance/', import.meta.url);

/** All fixtures of one folder of the corpus, as {name, json}, by name. */
export function fixtures(folder) {
    const files = new URL(`${folder}/`, ROOT);
    return readdirSync(files)
        .sort()
        .map(file => ({
            name: `${folder}/${file.replace(/\.json$/, '')}`,
            json: JSON.parse(readFileSync(new URL(file, files), 'utf8')),
        }));
}

/** A frame is a text, or pieces of which some are repeated. */
export function frameOf({frame}) {
    const pieces = Array.isArray(frame) ? frame : [frame];
    return pieces.map(piece => (typeof piece === 'string' ? piece : piece.repeat.repeat(piece.times))).join('');
}
