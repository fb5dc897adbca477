package org.confero.desktop.rtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.confero.protocol.Limits;

/**
 * The texts that the two ends of a link say to each other, in order. It belongs to its link, which closes it before the
 * connection and disposes of it after. All methods on the conference's thread; the observer is called on the library's.
 */
final class ControlChannel {
    private static final Logger LOG = System.getLogger(ControlChannel.class.getName());

    /** In bytes: several pieces of a chat's history. Whoever has more waiting has a link that carries nothing. */
    private static final long MOST_BUFFERED = 4L * 1024 * 1024;

    /** Texts that have come and are not dealt with; of a peer that says more at once the rest is lost. */
    private static final int MOST_WAITING = 1024;

    private final RTCDataChannel channel;
    private final Link link;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean open;
    private boolean closed;

    ControlChannel(RTCDataChannel channel, Link link) {
        this.channel = channel;
        this.link = link;
        channel.registerObserver(new Observer());
    }

    /** Whether it goes out; what does not is lost. */
    boolean send(String text) {
        if (!open || closed) {
            return false;
        }
        try {
            if (channel.getBufferedAmount() > MOST_BUFFERED) {
                return false;
            }
            // An exact array: the library looks at neither position nor limit.
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), false));
            return true;
        } catch (Exception | Error e) {
            LOG.log(Level.DEBUG, "Not said: {0}", e.toString());
            return false;
        }
    }

    /** Nothing is told after it. */
    void close() {
        closed = true;
        channel.unregisterObserver();
    }

    void dispose() {
        channel.dispose();
    }

    private void look() {
        boolean now = !closed && channel.getState() == RTCDataChannelState.OPEN;
        if (now != open) {
            open = now;
            link.listener().control(now);
        }
    }

    /** Nothing may leave it, and nobody may block in it: it hands over at once. */
    private final class Observer implements RTCDataChannelObserver {
        @Override
        public void onBufferedAmountChange(long before) {
            // Never called by this library.
        }

        @Override
        public void onStateChange() {
            hand(ControlChannel.this::look);
        }

        @Override
        public void onMessage(RTCDataChannelBuffer message) {
            try {
                // The buffer is the library's own, and gone when we return.
                if (message.binary
                        || message.data.remaining() > Limits.CONTROL_BYTES
                        || waiting.get() >= MOST_WAITING) {
                    return;
                }
                byte[] bytes = new byte[message.data.remaining()];
                message.data.get(bytes);
                waiting.incrementAndGet();
                hand(() -> {
                    waiting.decrementAndGet();
                    link.listener().heard(new String(bytes, StandardCharsets.UTF_8));
                });
            } catch (Throwable e) {
                LOG.log(Level.DEBUG, "Not heard: {0}", e.toString());
            }
        }

        private void hand(Runnable event) {
            try {
                link.tell(event);
            } catch (Throwable e) {
                // The conference's thread takes nothing more: it is over.
                LOG.log(Level.DEBUG, "Not told: {0}", e.toString());
            }
        }
    }
}
