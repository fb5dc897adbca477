package org.confero.desktop.rtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCIceTransportPolicy;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import dev.onvoid.webrtc.RTCRtpReceiver;
import dev.onvoid.webrtc.RTCRtpSendParameters;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.TlsCertPolicy;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.call.Encoding;
import org.confero.protocol.IceServer;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;

/**
 * The connection to one other participant: audio and video both ways, the control channel and the one for files, over one
 * transport. It does what it is told and decides nothing; whoever owns it does one operation at a time. All methods on the
 * conference's thread, on which the listener is called and the futures are best looked at; they complete on any thread.
 */
public final class Link {
    /** What a link tells, on the conference's thread, until it is closed. */
    public interface Listener {
        /** An offer has to be made. */
        void negotiationNeeded();

        /** A candidate of ours that the other side has to know; the last one is an end of candidates. */
        void candidate(Candidate candidate);

        void connection(Connection state);

        /** Whether texts can be said to the other side now. */
        void control(boolean open);

        /** The other side has said this text. */
        void heard(String text);
    }

    /** RTCPeerConnectionState, less what an owner knows by itself. */
    public enum Connection {
        CONNECTING,
        CONNECTED,
        DISCONNECTED,
        FAILED
    }

    private static final Logger LOG = System.getLogger(Link.class.getName());

    /** An operation that takes longer has been lost by the library. */
    private static final int OPERATION_SECONDS = 10;

    private final Executor loop;
    private final Listener listener;
    private final Sound sound;
    private final RTCPeerConnection connection;
    private final ControlChannel control;
    private final FilesChannel files;
    private final Reception reception;
    private final VideoMeter video;
    private final Map<String, VideoTrack> watched = new HashMap<>();
    private long audioPackets;

    /** Statistics look at it on the library's thread. */
    private volatile boolean closed;

    Link(
            PeerConnectionFactory factory,
            Ways ways,
            AudioTrack audioTrack,
            VideoTrack videoTrack,
            Sound sound,
            Reception reception,
            Executor loop,
            Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.sound = sound;
        this.reception = reception;
        this.video = new VideoMeter(reception);
        connection = factory.createPeerConnection(configuration(ways), new LinkObserver(this));
        // Tracks of one stream are played in step. Added by both sides before any offer, so that one round carries all.
        List<String> streams = List.of("confero");
        sound.undisturbed(() -> connection.addTrack(audioTrack, streams));
        connection.addTrack(videoTrack, streams);
        control = new ControlChannel(connection.createDataChannel("control", channel(0)), this);
        files = new FilesChannel(connection.createDataChannel("files", channel(1)), this);
    }

    /** createOffer and setLocalDescription. */
    public CompletableFuture<Description> createOffer() {
        return create(Kind.OFFER, observer -> connection.createOffer(new RTCOfferOptions(), observer));
    }

    /** createAnswer and setLocalDescription. */
    public CompletableFuture<Description> createAnswer() {
        return create(Kind.ANSWER, observer -> connection.createAnswer(new RTCAnswerOptions(), observer));
    }

    /** setRemoteDescription. */
    public CompletableFuture<Void> accept(Description description) {
        RTCSdpType type = switch (description.kind()) {
            case OFFER -> RTCSdpType.OFFER;
            case ANSWER -> RTCSdpType.ANSWER;
        };
        return set(observer ->
                connection.setRemoteDescription(new RTCSessionDescription(type, description.sdp()), observer));
    }

    /** Takes our offer back; the library never does so by itself. */
    public CompletableFuture<Void> rollback() {
        return set(observer ->
                connection.setLocalDescription(new RTCSessionDescription(RTCSdpType.ROLLBACK, ""), observer));
    }

    /** addIceCandidate; one that cannot be used is left out. */
    public void addCandidate(Candidate candidate) {
        // The library throws at an end of candidates, and gets along without.
        if (closed || candidate.isEnd()) {
            return;
        }
        try {
            int index = candidate.sdpMLineIndex() == null ? 0 : candidate.sdpMLineIndex();
            String mid = candidate.sdpMid() == null ? "" : candidate.sdpMid();
            connection.addIceCandidate(new RTCIceCandidate(mid, index, candidate.candidate()));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "A candidate cannot be used");
        }
    }

    /** Says a text on the control channel; whether it goes out, and what does not is lost. */
    public boolean say(String text) {
        return !closed && control.send(text);
    }

    /** The way of files to the other side; as long as this link lives. */
    public FilesChannel files() {
        return files;
    }

    /** How our picture is sent from now on. The library does not limit the rate of frames. */
    public void encode(Encoding encoding) {
        parametrize(each -> {
            each.active = encoding.active();
            each.scaleResolutionDownBy = encoding.scaleDownBy();
            each.maxBitrate = encoding.bitsPerSecond();
        });
    }

    /**
     * The next picture is a whole one, that needs none of those before it, and it goes out at once: what the other side has asked
     * for again, which would go before it and may be seconds' worth of pictures, is not sent when the encoder has stopped meanwhile.
     *
     * @param encoding how it is sent
     */
    public void refresh(Encoding encoding) {
        parametrize(each -> each.active = false);
        encode(encoding);
    }

    private void parametrize(Consumer<RTCRtpEncodingParameters> change) {
        if (closed) {
            return;
        }
        try {
            for (RTCRtpSender sender : connection.getSenders()) {
                if (sender.getTrack() instanceof VideoTrack) {
                    RTCRtpSendParameters parameters = sender.getParameters();
                    parameters.encodings.forEach(change);
                    sender.setParameters(parameters);
                }
            }
        } catch (RuntimeException | Error e) {
            // The library throws plain Errors; the picture is sent as before, and nobody else's suffers.
            LOG.log(Level.WARNING, "The library does not take another encoding: {0}", e.toString());
        }
    }

    /** New ways are looked for; an offer will be needed. */
    public void restartIce() {
        if (!closed) {
            connection.restartIce();
        }
    }

    /** Other ways from the next ICE restart on; a way that is in use stays until then. */
    public void use(Ways ways) {
        if (closed) {
            return;
        }
        try {
            connection.setConfiguration(configuration(ways));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The library does not take other ICE servers: {0}", e.toString());
        }
    }

    /** What the other sends at the moment, so that silence that it means is not measured as a gap. */
    public void expect(boolean audio, boolean moving) {
        long now = System.nanoTime();
        reception.audio().expect(audio, now);
        reception.video().expect(moving, now);
    }

    /** What was carried so far; fails when the link is closed. */
    public CompletableFuture<LinkStats> stats() {
        CompletableFuture<LinkStats> result = new CompletableFuture<>();
        attempt(
                result,
                () -> connection.getStats(report -> attempt(result, () -> {
                    long now = System.nanoTime();
                    StatsReader reader = new StatsReader(report);
                    if (reader.audioPackets() > audioPackets) {
                        audioPackets = reader.audioPackets();
                        reception.audio().sign(now);
                    }
                    result.complete(reader.read(reception, now));
                })));
        return result.orTimeout(OPERATION_SECONDS, TimeUnit.SECONDS);
    }

    /** Idempotent; nothing is told after it. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watched.values().forEach(track -> track.removeSink(video));
        control.close();
        files.close();
        sound.undisturbed(connection::close);
        control.dispose();
        files.dispose();
    }

    /** From the observer, on a native thread: hands over at once, as whoever blocks there blocks the library. */
    void tell(Runnable event) {
        loop.execute(() -> {
            if (!closed) {
                event.run();
            }
        });
    }

    Listener listener() {
        return listener;
    }

    /** Looks at the videos that have come, each once. */
    void watchVideo() {
        for (RTCRtpReceiver receiver : connection.getReceivers()) {
            if (receiver.getTrack() instanceof VideoTrack track && watched.putIfAbsent(track.getId(), track) == null) {
                track.addSink(video);
            }
        }
    }

    private CompletableFuture<Description> create(Kind kind, Consumer<CreateSessionDescriptionObserver> operation) {
        CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();
        attempt(
                created,
                () -> operation.accept(new CreateSessionDescriptionObserver() {
                    @Override
                    public void onSuccess(RTCSessionDescription description) {
                        created.complete(description);
                    }

                    @Override
                    public void onFailure(String error) {
                        created.completeExceptionally(new LinkException(error));
                    }
                }));
        return created.orTimeout(OPERATION_SECONDS, TimeUnit.SECONDS)
                .thenComposeAsync(
                        description -> set(observer -> connection.setLocalDescription(description, observer))
                                .thenApply(done -> new Description(kind, description.sdp)),
                        loop);
    }

    private CompletableFuture<Void> set(Consumer<SetSessionDescriptionObserver> operation) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        attempt(
                result,
                () -> operation.accept(new SetSessionDescriptionObserver() {
                    @Override
                    public void onSuccess() {
                        result.complete(null);
                    }

                    @Override
                    public void onFailure(String error) {
                        result.completeExceptionally(new LinkException(error));
                    }
                }));
        return result.orTimeout(OPERATION_SECONDS, TimeUnit.SECONDS);
    }

    /** The library throws at once for what it cannot read, and calls back for the rest. */
    private void attempt(CompletableFuture<?> result, Runnable operation) {
        try {
            if (closed) {
                throw new LinkException("The link is closed");
            }
            operation.run();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static RTCConfiguration configuration(Ways ways) {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        configuration.iceTransportPolicy =
                ways.relays().only() ? RTCIceTransportPolicy.RELAY : RTCIceTransportPolicy.ALL;
        configuration.iceServers = new ArrayList<>();
        for (IceServer server : ways.iceServers()) {
            RTCIceServer one = new RTCIceServer();
            one.urls = new ArrayList<>(server.urls());
            if (server.username() != null) {
                one.username = server.username();
            }
            if (server.credential() != null) {
                one.password = server.credential();
            }
            if (ways.relays().anyCertificate()) {
                one.tlsCertPolicy = TlsCertPolicy.INSECURE_NO_CHECK;
            }
            configuration.iceServers.add(one);
        }
        return configuration;
    }

    private static RTCDataChannelInit channel(int id) {
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = id;
        init.ordered = true;
        return init;
    }
}
