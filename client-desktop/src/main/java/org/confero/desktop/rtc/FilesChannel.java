package org.confero.desktop.rtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.confero.protocol.Limits;

/**
 * The pieces of files that the two ends of a link send to each other, in order. It belongs to its link, which closes it before the
 * connection and disposes of it after. All methods on the conference's thread; the observer is called on the library's.
 */
public final class FilesChannel {
    private static final Logger LOG = System.getLogger(FilesChannel.class.getName());

    /** In bytes: the way stays busy while the next piece is read, and words on the control channel are not long behind them. */
    private static final long MOST_BUFFERED = 256 * 1024;

    /** Bytes that have come and are not dealt with: of a peer that keeps to its windows there are never more. */
    private static final long MOST_WAITING = 2L * Limits.FILES_PER_LINK * Limits.FILE_WINDOW_BYTES;

    private final RTCDataChannel channel;
    private final Link link;
    private final AtomicLong waiting = new AtomicLong();
    private Consumer<byte[]> listener = piece -> {};
    private boolean closed;

    /** In bytes, as far as we know: each question to the channel is a wait for the library's thread, as long as a sending itself. */
    private long room;

    FilesChannel(RTCDataChannel channel, Link link) {
        this.channel = channel;
        this.link = link;
        channel.registerObserver(new Observer());
    }

    /** From now on this one is given every piece that comes, on the conference's thread; the array is its own. */
    public void listen(Consumer<byte[]> pieces) {
        listener = pieces;
    }

    /**
     * Sends one piece, header and all.
     *
     * @return whether it goes out; false when it has to be tried later, as so many others still wait. Nothing tells when: ask again
     */
    public boolean send(byte[] piece) {
        try {
            if (closed) {
                return false;
            }
            if (room <= 0) {
                // The library never calls when there is less.
                room = channel.getState() == RTCDataChannelState.OPEN ? MOST_BUFFERED - channel.getBufferedAmount() : 0;
            }
            if (room <= 0) {
                return false;
            }
            room -= piece.length;
            // An exact array: the library looks at neither position nor limit.
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(piece), true));
            return true;
        } catch (Exception | Error e) {
            LOG.log(Level.DEBUG, "Not sent: {0}", e.toString());
            room = 0;
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

    /** Nothing may leave it, and nobody may block in it: it hands over at once. */
    private final class Observer implements RTCDataChannelObserver {
        @Override
        public void onBufferedAmountChange(long before) {
            // Never called by this library.
        }

        @Override
        public void onStateChange() {
            // Looked at with every piece.
        }

        @Override
        public void onMessage(RTCDataChannelBuffer message) {
            try {
                // The buffer is the library's own, and gone when we return.
                int length = message.data.remaining();
                if (!message.binary || length > Limits.FILE_PIECE_BYTES || waiting.get() + length > MOST_WAITING) {
                    return;
                }
                byte[] bytes = new byte[length];
                message.data.get(bytes);
                waiting.addAndGet(length);
                link.tell(() -> {
                    waiting.addAndGet(-length);
                    listener.accept(bytes);
                });
            } catch (Throwable e) {
                // Also when the conference's thread takes nothing more: it is over.
                LOG.log(Level.DEBUG, "Not taken: {0}", e.toString());
            }
        }
    }
}
