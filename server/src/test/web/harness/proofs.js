// What must be true between two participants of a call, shown by what one sees and hears of the other.
import assert from 'node:assert/strict';
import {colourOf, distance, mosaic, readTestPicture} from './pictures.js';
import {until} from './until.js';

const FRAMES_PER_SECOND = 15;
/** Over which painted pictures are compared. */
const SPAN_MS = 2_000;
/**
 * Different pictures within that span. Frames are counted where they are decoded: how many of them a browser without a GPU
 * paints, while a test looks at every one, says more about the machine than about the call.
 */
const LOOKS = 5;
const FRESH_MS = 2_000;
/** Programs that have just started still compile themselves, and encoders begin with small pictures. */
const PATIENCE_MS = 120_000;
/** Coding changes colours a little, and a machine's colour matrix a little more. */
const SAME_COLOUR = 40;
/** Effective value; -60 dB. */
const AUDIBLE = 0.001;

/**
 * A page paints a desktop's fake camera: its colour, and its clock, fresh and going on; and decodes 15 frames a second or
 * more. One such look at a time for each page.
 */
export function pageSeesDesktop(person, name) {
    return watching(person, name, async () => {
        const painted = await person.frames(name);
        const frames = painted.filter(frame => frame.clock !== undefined);
        const latest = frames.at(-1);
        assert.ok(latest !== undefined, `no clock in ${painted.length} frames`);
        // Of the moment when it was painted: to fetch the frames takes long on a busy machine.
        assert.ok(latest.at - latest.clock < FRESH_MS, `${latest.at - latest.clock} ms late when painted`);
        assert.ok(Date.now() - latest.at < FRESH_MS, `painted ${Date.now() - latest.at} ms ago`);
        assert.ok(distance(latest.colour, colourOf(name)) < SAME_COLOUR, `colour ${latest.colour}`);
        const recent = frames.filter(frame => latest.clock - frame.clock <= SPAN_MS);
        assert.ok(latest.clock - recent[0].clock > SPAN_MS * 0.9, `only ${recent.length} frames yet`);
        assert.ok(new Set(recent.map(frame => frame.clock)).size >= LOOKS, 'hardly moves');
        return pageDecodes(person, name);
    });
}

/**
 * A page paints another page's fake camera: the same colours as that one's own preview, and they move; and decodes 15
 * frames a second or more. One such look at a time for each page.
 */
export function pageSeesPage(person, other) {
    return watching(person, other.name, async () => {
        const frames = await person.frames(other.name);
        const latest = frames.at(-1);
        assert.ok(latest !== undefined, 'no frame');
        assert.ok(Date.now() - latest.at < FRESH_MS, `painted ${Date.now() - latest.at} ms ago`);
        const recent = frames.filter(frame => latest.at - frame.at <= SPAN_MS);
        assert.ok(latest.at - recent[0].at > SPAN_MS * 0.9, 'not watched for long enough');
        // Firefox's camera shows one colour that turns so slowly that not every coded frame differs.
        assert.ok(new Set(recent.map(frame => frame.look)).size >= LOOKS, 'hardly moves');
        alike(await person.mosaic(other.name), await other.mosaic());
        return pageDecodes(person, other.name);
    });
}

/** An engine decodes a participant's video at 15 frames a second or more. */
async function engineDecodes(engine, name) {
    return until(`video of ${name} at ${engine.name}`, async () => {
        const seen = await engine.sees(name);
        assert.ok(seen.connected, 'not connected');
        assert.ok(seen.framesDecoded > 0, 'no frame decoded');
        return enough(seen.framesPerSecond);
    }, PATIENCE_MS);
}

/** An engine gets another's fake camera: its colour and its clock, which goes on. */
export async function engineSeesDesktop(engine, name) {
    const rate = await engineDecodes(engine, name);
    const clock = () => until(`picture of ${name} at ${engine.name}`, async () => {
        const {pixels, width, height} = await engine.picture(name);
        const now = Date.now();
        const read = readTestPicture(pixels, width, height, 3, now);
        assert.ok(read !== null, 'no clock');
        assert.ok(distance(read.colour, colourOf(name)) < SAME_COLOUR, `colour ${read.colour}`);
        // A picture is written once a second.
        assert.ok(now - read.clock < FRESH_MS + 1_000, `${now - read.clock} ms old`);
        return read.clock;
    });
    const first = await clock();
    await until(`next picture of ${name} at ${engine.name}`, async () => await clock() > first);
    return rate;
}

/** An engine gets a page's fake camera: the colours of the page's own preview, and they move. */
export async function engineSeesPage(engine, person) {
    const rate = await engineDecodes(engine, person.name);
    const picture = async () => {
        const {pixels, width, height} = await engine.picture(person.name);
        return {pixels, mosaic: mosaic(pixels, width, height, 3)};
    };
    const first = await until(`picture of ${person.name} at ${engine.name}`, async () => {
        const found = await picture();
        assert.ok(Math.max(...found.mosaic.flat()) > 60, 'black');
        alike(found.mosaic, await person.mosaic());
        return found;
    });
    await until(`next picture of ${person.name} at ${engine.name}`, async () => {
        const next = await picture();
        alike(next.mosaic, await person.mosaic());
        return !next.pixels.equals(first.pixels);
    });
    return rate;
}

export function engineHears(engine, name) {
    return until(`sound of ${name} at ${engine.name}`, async () => {
        const seen = await engine.sees(name);
        return seen.audioPackets > 0 && seen.audioLevel > AUDIBLE && seen.audioLevel;
    });
}

export function pageHears(person, name) {
    return until(`sound of ${name} at ${person.name}`, async () => {
        const loudness = await person.loudness(name);
        return loudness > AUDIBLE && loudness;
    });
}

/** What a sound server's speaker plays is not silence. */
export function speakerPlays(sound) {
    return until('sound from the speaker', async () => {
        const loudness = await sound.loudness();
        return loudness > AUDIBLE && loudness;
    });
}

async function watching(person, name, see) {
    try {
        return await until(`moving picture of ${name} at ${person.name}`, see, PATIENCE_MS);
    } finally {
        await person.lookAway();
    }
}

async function pageDecodes(person, name) {
    return enough(await person.decodedPerSecond(name));
}

function enough(rate) {
    assert.ok(rate >= FRAMES_PER_SECOND, `${rate.toFixed(1)} frames/s`);
    return rate;
}

/** Most of the fields have the same colour: something moves through the others. */
function alike(one, other) {
    const same = one.filter((colour, field) => distance(colour, other[field]) < SAME_COLOUR).length;
    assert.ok(same >= 12, `only ${same} of 16 fields alike: ${JSON.stringify([one, other])}`);
}
