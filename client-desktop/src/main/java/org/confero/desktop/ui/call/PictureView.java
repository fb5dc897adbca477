package org.confero.desktop.ui.call;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.rtc.Picture.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Shows a picture as large as its own proportions allow. The picture comes scaled to our size in device pixels, so that it
 * is shown 1:1: scaling in JavaFX costs up to half a core without a GPU. Only while the window is being resized, and when
 * the source is smaller than the view, does JavaFX scale.
 */
final class PictureView extends Region {
    private record Shown(PixelBuffer<ByteBuffer> buffer, WritableImage image) {}

    // The picture alternates between two buffers; those of a former size are forgotten after a while.
    private static final int MOST_KNOWN = 4;

    private final Picture picture;
    private final ImageView view = new ImageView();
    private final IdentityHashMap<ByteBuffer, Shown> known = new IdentityHashMap<>();
    private boolean wanted = true;
    private int askedWidth;
    private int askedHeight;

    PictureView(Picture picture, boolean mirrored) {
        this.picture = picture;
        getStyleClass().add("picture");
        view.setSmooth(true);
        view.setManaged(false);
        setScaleX(mirrored ? -1 : 1);
        setMouseTransparent(true);
        setMinSize(0, 0);
        getChildren().add(view);
    }

    /** Whether frames are of use: not when the camera is off or the window cannot be seen. */
    void setWanted(boolean wanted) {
        this.wanted = wanted;
        ask();
    }

    /** Takes the newest frame, if there is one. Once a pulse. */
    void pulse() {
        Frame frame = picture.take();
        if (frame != null && wanted) {
            Shown shown = shown(frame);
            shown.buffer().updateBuffer(buffer -> null);
            view.setImage(shown.image());
            place(frame.width(), frame.height());
        }
    }

    /** Forgets the last frame, so that it does not flash up when the camera comes back. */
    void clear() {
        view.setImage(null);
        known.clear();
    }

    boolean isEmpty() {
        return view.getImage() == null;
    }

    private Shown shown(Frame frame) {
        if (known.size() == MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(frame.pixels(), pixels -> {
            PixelBuffer<ByteBuffer> buffer =
                    new PixelBuffer<>(frame.width(), frame.height(), pixels, PixelFormat.getByteBgraPreInstance());
            return new Shown(buffer, new WritableImage(buffer));
        });
    }

    @Override
    protected void layoutChildren() {
        ask();
        if (view.getImage() != null) {
            place(view.getImage().getWidth(), view.getImage().getHeight());
        }
    }

    private void ask() {
        double scale = outputScale();
        int width = wanted ? (int) Math.round(getWidth() * scale) : 0;
        int height = wanted ? (int) Math.round(getHeight() * scale) : 0;
        if (width != askedWidth || height != askedHeight) {
            askedWidth = width;
            askedHeight = height;
            picture.show(width, height);
        }
    }

    private void place(double pixelsWide, double pixelsHigh) {
        double scale = outputScale();
        double grow = Math.min(getWidth() * scale / pixelsWide, getHeight() * scale / pixelsHigh);
        // Within two pixels of the full size it was made for this size, and stays as it is.
        boolean exact = Math.abs(grow - 1) * Math.max(pixelsWide, pixelsHigh) <= 2;
        double width = pixelsWide * (exact ? 1 : grow) / scale;
        double height = pixelsHigh * (exact ? 1 : grow) / scale;
        view.setFitWidth(exact && scale == 1 ? 0 : width);
        view.setFitHeight(exact && scale == 1 ? 0 : height);
        view.relocate(snapPositionX((getWidth() - width) / 2), snapPositionY((getHeight() - height) / 2));
    }

    private double outputScale() {
        @Nullable Window window = getScene() == null ? null : getScene().getWindow();
        return window == null ? 1 : window.getOutputScaleX();
    }

    /** The part of this view that shows the picture; the rest is background. */
    Rectangle2D shownArea() {
        return new Rectangle2D(
                view.getLayoutX(),
                view.getLayoutY(),
                view.getBoundsInLocal().getWidth(),
                view.getBoundsInLocal().getHeight());
    }
}
