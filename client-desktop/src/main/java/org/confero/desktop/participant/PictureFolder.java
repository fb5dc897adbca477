package org.confero.desktop.participant;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.Picture;

/** Keeps everybody's newest picture as a PNG file named for them. One thread at a time. */
final class PictureFolder {
    private static final int LONGEST_NAME = 64;

    private final Path folder;

    /** The folder is made where there is none. */
    PictureFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void save(List<Remote> remotes) throws IOException {
        for (Remote remote : remotes) {
            Picture.Frame frame = remote.picture().take();
            if (frame != null) {
                AtomicFile.write(folder.resolve(fileName(remote.name().value())), png(frame));
            }
        }
    }

    /** What is not a plain letter or digit becomes an underscore. Of two participants of one name, the last one wins. */
    static String fileName(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME)) + ".png";
    }

    private static byte[] png(Picture.Frame frame) throws IOException {
        int[] pixels = new int[frame.width() * frame.height()];
        frame.pixels().duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(pixels);
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, frame.width(), frame.height(), pixels, 0, frame.width());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
