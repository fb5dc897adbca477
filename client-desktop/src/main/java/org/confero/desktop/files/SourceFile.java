package org.confero.desktop.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.confero.protocol.FileName;
import org.confero.protocol.Limits;

/** A file of ours that is offered. Every method reads from the disk and may take its time; any thread. */
public final class SourceFile implements AutoCloseable {
    private static final int BLOCK = 64 * 1024;

    private final Path path;
    private final FileName name;
    private final long size;
    private final FileChannel channel;

    private SourceFile(Path path, FileName name, long size, FileChannel channel) {
        this.path = path;
        this.name = name;
        this.size = size;
        this.channel = channel;
    }

    /**
     * Whoever opens it closes it.
     *
     * @throws UnfitFileException when no file of this kind or size can be sent
     * @throws IOException when it cannot be read
     */
    public static SourceFile open(Path path) throws IOException {
        Path last = path.getFileName();
        if (last == null || !Files.isRegularFile(path)) {
            throw new UnfitFileException(path + " is not a file");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        long size = channel.size();
        if (size > Limits.FILE_BYTES) {
            channel.close();
            throw new UnfitFileException(last + " is larger than 4 GB");
        }
        return new SourceFile(path, SafeName.offered(last.toString()), size, channel);
    }

    public FileName name() {
        return name;
    }

    /** As it was when it was opened, in bytes. */
    public long size() {
        return size;
    }

    /**
     * One piece as it goes over a link, header and all.
     *
     * @throws EOFException when the file has become shorter
     */
    public byte[] piece(int number, long offset, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Limits.FILE_HEADER_BYTES + length);
        piece.putInt(number).putLong(offset);
        for (long at = offset; piece.hasRemaining(); at = offset + piece.position() - Limits.FILE_HEADER_BYTES) {
            if (channel.read(piece, at) < 0) {
                throw new EOFException(path + " has become shorter");
            }
        }
        return piece.array();
    }

    /** Of the whole file, in 64 small hexadecimal digits. */
    public String sha256() throws IOException {
        Sha256 sum = new Sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                sum.add(block, 0, read);
            }
        }
        return sum.hex();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
