package org.confero.desktop.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.confero.protocol.FileName;

/**
 * A file that comes: it is written beside the place that it is to have, and has its name when it is known to be whole. Every method
 * writes to the disk and may take its time; one thread at a time.
 */
public final class PartFile {
    /** Of one name; whoever has more of them has to make room. */
    private static final int MOST_NAMES = 10_000;

    private final Path folder;
    private final String name;
    private final Path part;
    private final FileChannel channel;
    private final Sha256 sum = new Sha256();
    private long written;

    private PartFile(Path folder, String name, Path part, FileChannel channel) {
        this.folder = folder;
        this.name = name;
        this.part = part;
        this.channel = channel;
    }

    /** In this folder, which is made where there is none, under a safe name. Whoever begins it finishes or discards it. */
    public static PartFile begin(Path folder, FileName offered) throws IOException {
        Files.createDirectories(folder);
        String name = SafeName.of(offered);
        Path part = fresh(folder, name, ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        return new PartFile(folder, name, part, channel);
    }

    /** Appends these bytes of the array, and says how many there are now. */
    public long append(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        sum.add(bytes, from, length);
        written += length;
        return written;
    }

    /** The whole of it under its own name, or a numbered one where that is taken; nothing when its SHA-256 is another one. */
    public Optional<Path> finish(String sha256) throws IOException {
        channel.close();
        if (!sum.hex().equals(sha256)) {
            return Optional.empty();
        }
        Path kept = fresh(folder, name, "");
        try {
            Files.move(part, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(kept);
            throw e;
        }
        return Optional.of(kept);
    }

    /** Nothing of it stays. Idempotent. */
    public void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    /** An empty file of ours: made and not looked for, so that nobody else's can be written over. */
    private static Path fresh(Path folder, String name, String end) throws IOException {
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path path = folder.resolve(SafeName.numbered(name, number) + end);
            try {
                return Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                // The next number may be free.
            }
        }
        throw new FileAlreadyExistsException(folder.resolve(name).toString());
    }
}
