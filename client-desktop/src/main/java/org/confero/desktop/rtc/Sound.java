package org.confero.desktop.rtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How a conference hears and is heard: the audio device module, and where our own sound comes from. Decision record 0003
 * tells why there are these ways.
 */
final class Sound {
    private static final Logger LOG = System.getLogger(Sound.class.getName());

    private final AudioDeviceModule module;
    private final boolean heard;
    private final AudioOptions processing;
    private final @Nullable ToneMicrophone microphone;
    private final @Nullable Tone silentTone;
    private final ReentrantLock pushing = new ReentrantLock();
    private @Nullable CustomAudioSource customSource;
    private @Nullable Ticker ticker;

    private Sound(
            AudioDeviceModule module,
            boolean heard,
            AudioOptions processing,
            @Nullable ToneMicrophone microphone,
            @Nullable Tone silentTone) {
        this.module = module;
        this.heard = heard;
        this.processing = processing;
        this.microphone = microphone;
        this.silentTone = silentTone;
    }

    /** Microphone and speaker of the machine; without a sound server, silence. */
    static Sound real() {
        AudioOptions processing = new AudioOptions();
        processing.echoCancellation = true;
        processing.noiseSuppression = true;
        processing.autoGainControl = true;
        processing.highpassFilter = true;
        return device(Map.of())
                .map(module -> new Sound(module, true, processing, null, null))
                .orElseGet(() -> new Sound(dummy(), false, processing, null, null));
    }

    /** A tone that depends on the name; the microphone is never opened. */
    static Sound fake(String name) {
        // Whatever cleans up a voice would take a steady tone for noise.
        AudioOptions untouched = new AudioOptions();
        Optional<ToneMicrophone> opened = ToneMicrophone.open(new Tone(name));
        if (opened.isPresent()) {
            ToneMicrophone microphone = opened.get();
            Optional<AudioDeviceModule> module = device(microphone.environment());
            if (module.isPresent()) {
                return new Sound(module.get(), true, untouched, microphone, null);
            }
            microphone.close();
        }
        return new Sound(dummy(), false, untouched, null, new Tone(name));
    }

    /** Whether this machine has a sound system now. Takes some tenths of a second. */
    static boolean exists() {
        Optional<AudioDeviceModule> module = device(Map.of());
        module.ifPresent(AudioDeviceModule::dispose);
        return module.isPresent();
    }

    AudioDeviceModule module() {
        return module;
    }

    /** Whether what the others send is played, and so decoded and measured. */
    boolean heard() {
        return heard;
    }

    /** Whether anything of ours can be sent. */
    boolean speaks() {
        return heard || silentTone != null;
    }

    AudioTrack track(PeerConnectionFactory factory) {
        if (silentTone == null) {
            return factory.createAudioTrack("audio", factory.createAudioSource(processing));
        }
        CustomAudioSource source = new CustomAudioSource();
        customSource = source;
        Tone tone = silentTone;
        ticker = Ticker.start("confero-test-tone", Duration.ofMillis(10), () -> push(source, tone));
        return factory.createAudioTrack("audio", source);
    }

    /**
     * Runs what adds the track to a connection or takes it off. A custom source goes through its list of connections
     * without a lock, so it must not be giving sound meanwhile.
     */
    void undisturbed(Runnable change) {
        pushing.lock();
        try {
            change.run();
        } finally {
            pushing.unlock();
        }
    }

    /** Ends what gives sound: before the factory is disposed of. */
    void stop() {
        if (ticker != null) {
            ticker.stop();
        }
    }

    /** After the factory is disposed of. */
    void dispose() {
        module.dispose();
        if (customSource != null) {
            customSource.dispose();
        }
        if (microphone != null) {
            microphone.close();
        }
    }

    private void push(CustomAudioSource source, Tone tone) {
        pushing.lock();
        try {
            source.pushAudio(tone.next(), Short.SIZE, Tone.SAMPLE_RATE, 1, Tone.SAMPLES);
        } finally {
            pushing.unlock();
        }
    }

    private static Optional<AudioDeviceModule> device(Map<String, String> environment) {
        try {
            return Optional.of(
                    environment.isEmpty()
                            ? new AudioDeviceModule()
                            : Environment.with(environment, AudioDeviceModule::new));
        } catch (RuntimeException | Error e) {
            // The library throws a plain Error where there is no sound server.
            LOG.log(Level.DEBUG, "No sound device: {0}", e.toString());
            return Optional.empty();
        }
    }

    private static AudioDeviceModule dummy() {
        return new AudioDeviceModule(AudioLayer.kDummyAudio);
    }
}
