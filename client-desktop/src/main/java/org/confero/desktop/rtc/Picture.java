package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.FourCC;
import dev.onvoid.webrtc.media.video.VideoBufferConverter;
import dev.onvoid.webrtc.media.video.VideoFrameBuffer;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.confero.call.Wanting;
import org.confero.protocol.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * Where one video's newest picture lands, scaled natively to the size in which it is shown. Two direct buffers: the
 * decoder's thread fills one while the other is shown, so nothing tears and nobody waits.
 */
public final class Picture {
    /**
     * One picture: BGRA, alpha 255 (JavaFX's {@code IntArgbPre}), {@code width * height * 4} bytes, rows without padding.
     * Stays unchanged until the next {@link #take} that gives a picture. As long as the size stays the same, two buffers
     * take turns.
     */
    public record Frame(ByteBuffer pixels, int width, int height) {}

    private static final int BYTES_PER_PIXEL = 4;

    /** Held by the decoder while it writes, for a millisecond at most; whoever draws only ever tries it. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Width in the upper half, height in the lower: both change at once, and no frame waits for a lock to read them. */
    private volatile long box;

    /** The size of the newest picture, upright, before it was scaled; as the box. */
    private volatile long source;

    private @Nullable Frame shown;
    private @Nullable Frame filled;
    private boolean fresh;

    /**
     * Says in what box, in device pixels, pictures are wanted from now on; each is scaled to the largest size that fits
     * with its own proportions, never above its own size. 0 by 0 (the initial state) wants none. Any thread.
     */
    public void show(int width, int height) {
        box = both(Math.max(width, 0), Math.max(height, 0));
    }

    /**
     * In which size the other side's picture is shown now, or would be if it were large enough; null when it is not wanted. Before
     * the first one its proportions are not known, and this is the box. Any thread.
     */
    public @Nullable PictureSize shown() {
        long wanted = box;
        long of = source;
        double scale = of == 0 ? 1 : Math.min((double) first(wanted) / first(of), (double) second(wanted) / second(of));
        return of == 0
                ? Wanting.size(first(wanted), second(wanted))
                : Wanting.size(first(of) * scale, second(of) * scale);
    }

    private static long both(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    private static int first(long both) {
        return (int) (both >>> Integer.SIZE);
    }

    private static int second(long both) {
        return (int) both;
    }

    /** The newest picture since the last call, or null. One thread at a time: the one that draws. Never blocks. */
    public @Nullable Frame take() {
        if (!lock.tryLock()) {
            return null;
        }
        try {
            if (!fresh) {
                return null;
            }
            fresh = false;
            Frame taken = filled;
            filled = shown;
            shown = taken;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over the picture when one is wanted. On the decoder's thread; the buffer stays the caller's.
     *
     * @param rotation by how many degrees, clockwise, the picture is to be turned before it is upright: a multiple of 90
     * @throws Exception when the native conversion fails
     */
    void offer(VideoFrameBuffer source, int rotation) throws Exception {
        boolean sideways = rotation % 180 != 0;
        this.source =
                sideways ? both(source.getHeight(), source.getWidth()) : both(source.getWidth(), source.getHeight());
        long wanted = box;
        int boxWidth = first(wanted);
        int boxHeight = second(wanted);
        if (boxWidth == 0 || boxHeight == 0) {
            return;
        }
        double scale = scale(source, sideways ? boxHeight : boxWidth, sideways ? boxWidth : boxHeight);
        int width = Math.max(1, (int) Math.round(source.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(source.getHeight() * scale));
        if (width == source.getWidth() && height == source.getHeight()) {
            fill(source, rotation);
            return;
        }
        VideoFrameBuffer scaled = source.cropAndScale(0, 0, source.getWidth(), source.getHeight(), width, height);
        try {
            fill(scaled, rotation);
        } finally {
            scaled.release();
        }
    }

    private static double scale(VideoFrameBuffer source, int boxWidth, int boxHeight) {
        return Math.min(1, Math.min((double) boxWidth / source.getWidth(), (double) boxHeight / source.getHeight()));
    }

    private void fill(VideoFrameBuffer source, int rotation) throws Exception {
        boolean sideways = rotation % 180 != 0;
        lock.lock();
        try {
            Frame target = sized(
                    sideways ? source.getHeight() : source.getWidth(),
                    sideways ? source.getWidth() : source.getHeight());
            if (rotation == 0) {
                VideoBufferConverter.convertFromI420(source, target.pixels(), FourCC.ARGB);
            } else {
                ByteBuffer lying = direct(source.getWidth() * source.getHeight());
                VideoBufferConverter.convertFromI420(source, lying, FourCC.ARGB);
                Rotation.turn(
                        lying.asIntBuffer(), source.getWidth(), target.pixels().asIntBuffer(), rotation);
            }
            fresh = true;
        } finally {
            lock.unlock();
        }
    }

    private Frame sized(int width, int height) {
        Frame target = filled;
        if (target == null || target.width() != width || target.height() != height) {
            target = new Frame(direct(width * height), width, height);
            filled = target;
        }
        return target;
    }

    private static ByteBuffer direct(int pixels) {
        return ByteBuffer.allocateDirect(pixels * BYTES_PER_PIXEL);
    }
}
