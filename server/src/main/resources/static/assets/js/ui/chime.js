const NOTES = [
    {hertz: 660, at: 0},
    {hertz: 880, at: 0.14},
];
const SECONDS = 0.32;
const LOUDNESS = 0.08;

/** A sound that comes later than this says something that is no longer so. */
const LATEST_MS = 2_000;

let context = null;

/** Two soft notes, for somebody at the door. Silent where the browser lets no page make a sound before it was clicked on. */
export async function chime() {
    try {
        context ??= new AudioContext();
        const asked = performance.now();
        await context.resume();
        if (performance.now() - asked < LATEST_MS) {
            NOTES.forEach(note => play(context, note));
        }
    } catch {
        // A machine without sound has the badge and the sentence.
    }
}

function play(where, {hertz, at}) {
    const start = where.currentTime + at;
    const tone = new OscillatorNode(where, {frequency: hertz});
    const volume = new GainNode(where, {gain: 0});
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + SECONDS);
    tone.connect(volume).connect(where.destination);
    tone.start(start);
    tone.stop(start + SECONDS);
}
