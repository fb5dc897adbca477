package org.confero.desktop.rtc;

/** A steady sine tone of a pitch that depends on the name, so that several can be told apart. Mono, 16 bits, 48 kHz. */
final class Tone {
    static final int SAMPLE_RATE = 48_000;

    /** 10 ms: what the audio path works with at a time. */
    static final int SAMPLES = SAMPLE_RATE / 100;

    private static final int LOWEST_HERTZ = 300;
    private static final int PITCHES = 24;
    private static final int STEP_HERTZ = 25;

    /** About a fifth of full scale: 0.18 as a level in WebRTC's statistics. */
    private static final int AMPLITUDE = 6000;

    private final double step;
    private final byte[] piece = new byte[SAMPLES * Short.BYTES];
    private double phase;

    Tone(String name) {
        int hertz = LOWEST_HERTZ + STEP_HERTZ * Math.floorMod(name.hashCode(), PITCHES);
        step = 2 * Math.PI * hertz / SAMPLE_RATE;
    }

    /** The next 10 ms, little endian; the array is used again by the next call. */
    byte[] next() {
        for (int i = 0; i < SAMPLES; i++) {
            int sample = (int) (AMPLITUDE * Math.sin(phase));
            phase = (phase + step) % (2 * Math.PI);
            piece[2 * i] = (byte) sample;
            piece[2 * i + 1] = (byte) (sample >> Byte.SIZE);
        }
        return piece;
    }
}
