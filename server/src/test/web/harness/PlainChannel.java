import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A data channel of the desktop's library with nothing beside it, for what a file's way is measured against: {@code send BYTES} or
 * {@code receive BYTES}. It prints its description when all candidates are in it, and reads the other's, each one line of Base64; whoever
 * sends, offers. Whoever receives prints the milliseconds from the first message to the last. Ends when its input does.
 */
final class PlainChannel {
    private static final int MESSAGE = 64 * 1024;

    /** In bytes; more than is on its way over loopback in the millisecond between two looks. */
    private static final long MOST_BUFFERED = 1024 * 1024;

    private final CountDownLatch gathered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final CompletableFuture<Long> took = new CompletableFuture<>();
    private final RTCPeerConnection connection;
    private final RTCDataChannel channel;
    private long left;
    private long began;

    private PlainChannel(PeerConnectionFactory factory, long bytes) {
        left = bytes;
        connection = factory.createPeerConnection(new RTCConfiguration(), new PeerConnectionObserver() {
            @Override
            public void onIceCandidate(RTCIceCandidate candidate) {
                // It is in the description, too.
            }

            @Override
            public void onIceGatheringChange(RTCIceGatheringState state) {
                if (state == RTCIceGatheringState.COMPLETE) {
                    gathered.countDown();
                }
            }
        });
        RTCDataChannelInit init = new RTCDataChannelInit();
        init.negotiated = true;
        init.id = 0;
        channel = connection.createDataChannel("plain", init);
        channel.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long before) {
                // Never called by this library.
            }

            @Override
            public void onStateChange() {
                if (channel.getState() == RTCDataChannelState.OPEN) {
                    open.countDown();
                }
            }

            @Override
            public void onMessage(RTCDataChannelBuffer message) {
                began = began == 0 ? System.nanoTime() : began;
                left -= message.data.remaining();
                if (left <= 0) {
                    took.complete((System.nanoTime() - began) / 1_000_000);
                }
            }
        });
    }

    static void main(String[] args) throws Exception {
        long bytes = Long.parseLong(args[1]);
        PeerConnectionFactory factory = new PeerConnectionFactory(new AudioDeviceModule(AudioLayer.kDummyAudio));
        PlainChannel plain = new PlainChannel(factory, bytes);
        if (args[0].equals("send")) {
            plain.offer();
            plain.send();
        } else {
            plain.answer();
            System.out.println(plain.took.get());
        }
        IO.readln();
        // The library's threads would go on.
        Runtime.getRuntime().halt(0);
    }

    private void offer() throws Exception {
        Description description = new Description();
        connection.createOffer(new RTCOfferOptions(), description);
        tell(description.created.get());
        hear(RTCSdpType.ANSWER);
    }

    private void answer() throws Exception {
        hear(RTCSdpType.OFFER);
        Description description = new Description();
        connection.createAnswer(new RTCAnswerOptions(), description);
        tell(description.created.get());
    }

    private void tell(RTCSessionDescription description) throws Exception {
        Done done = new Done();
        connection.setLocalDescription(description, done);
        done.done.get();
        gathered.await();
        byte[] sdp = connection.getLocalDescription().sdp.getBytes(StandardCharsets.UTF_8);
        System.out.println(Base64.getEncoder().encodeToString(sdp));
    }

    private void hear(RTCSdpType type) throws Exception {
        String sdp = new String(Base64.getDecoder().decode(IO.readln()), StandardCharsets.UTF_8);
        Done done = new Done();
        connection.setRemoteDescription(new RTCSessionDescription(type, sdp), done);
        done.done.get();
    }

    private void send() throws Exception {
        open.await();
        byte[] message = new byte[MESSAGE];
        for (; left > 0; left -= MESSAGE) {
            while (channel.getBufferedAmount() > MOST_BUFFERED) {
                Thread.sleep(1);
            }
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(message), true));
        }
    }

    private static final class Description implements CreateSessionDescriptionObserver {
        private final CompletableFuture<RTCSessionDescription> created = new CompletableFuture<>();

        @Override
        public void onSuccess(RTCSessionDescription description) {
            created.complete(description);
        }

        @Override
        public void onFailure(String error) {
            created.completeExceptionally(new IllegalStateException(error));
        }
    }

    private static final class Done implements SetSessionDescriptionObserver {
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public void onSuccess() {
            done.complete(null);
        }

        @Override
        public void onFailure(String error) {
            done.completeExceptionally(new IllegalStateException(error));
        }
    }
}
