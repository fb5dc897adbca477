// What came of the drills: printed, and written into DRILLS.md where that is wished for.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';

const PUBLISHED = new URL('../../../../../shared/docs/DRILLS.md', import.meta.url);
const HEAD = `| what happened | longest without sound | longest without picture | healed after | said | lost | repeated |
| --- | --- | --- | --- | --- | --- | --- |
`;

/** What "nearly all" is. */
const MOST = 0.95;

/** The rows of one company, under a heading of its own. */
export class Table {
    #title;
    #outcomes = [];

    constructor(title) {
        this.#title = title;
    }

    add(outcome) {
        this.#outcomes.push(outcome);
        return outcome;
    }

    async publish() {
        const rows = HEAD + this.#outcomes.map(row).join('') + mostBreaks(this.#outcomes);
        process.stdout.write(`\n${this.#title}\n\n${rows}\n`);
        if (process.env.CONFERO_DRILLS_PUBLISH === 'true') {
            const text = await readFile(PUBLISHED, 'utf8');
            const heading = text.indexOf(`### ${this.#title}\n`);
            assert.ok(heading >= 0, `DRILLS.md has no table "${this.#title}"`);
            const from = text.indexOf('|', heading);
            const to = text.indexOf('\n\n', from);
            await writeFile(PUBLISHED, text.slice(0, from) + rows.trimEnd() + text.slice(to));
        }
    }
}

function row({what, sound, picture, healed, said, lost, repeated}) {
    return `| ${what} | ${time(sound)} | ${time(picture)} | ${time(healed)} | ${said} | ${lost} | ${repeated} |\n`;
}

/** The last row: in which time nearly all had healed, which one that was unlucky does not change. */
function mostBreaks(outcomes) {
    const breaks = outcomes.flatMap(outcome => outcome.breaks).sort((one, other) => one - other);
    const most = breaks[Math.ceil(MOST * breaks.length) - 1];
    const what = `${MOST * 100} of 100 of the ${breaks.length} ways that were broken`;
    return most === undefined ? '' : `| *${what}* | | | ${time(most)} | | | |\n`;
}

function time(ms) {
    return `${(ms / 1_000).toFixed(1)} s`;
}
