package org.confero.desktop.returning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** Files that nobody but their owner can read, replaced whole. */
final class OwnersFile {
    private OwnersFile() {}

    /** It never has a content that others could read, not for a moment. For one writer at a time. */
    static void write(Path file, byte[] content) throws IOException {
        Path folder = folderOf(file);
        Path draft = draftOf(file);
        // Of one who was killed while writing.
        Files.deleteIfExists(draft);
        Files.createFile(draft, own(folder, "rw-------"));
        try {
            restrict(draft);
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The file is gone, and what was being written of it. */
    static void delete(Path file) throws IOException {
        Files.deleteIfExists(draftOf(file));
        Files.deleteIfExists(file);
    }

    private static Path draftOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** The folder of a file; it is made where there is none. */
    static Path folderOf(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "A file is in a folder");
        Files.createDirectories(folder, own(folder, "rwx------"));
        return folder;
    }

    /** For the file system of a place, where it has POSIX's permissions. */
    static FileAttribute<?>[] own(Path place, String permissions) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Where there are lists of rights instead, as on Windows. */
    private static void restrict(Path file) throws IOException {
        AclFileAttributeView rights = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (rights != null) {
            rights.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(rights.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}
