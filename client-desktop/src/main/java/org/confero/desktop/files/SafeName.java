package org.confero.desktop.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.confero.protocol.FileName;
import org.confero.protocol.Limits;

/**
 * Names of files, as they go over links and as they are kept here. What comes from another machine is made safe for all systems at
 * once: a folder may be on a disk of another one's.
 */
final class SafeName {
    /** In bytes of UTF-8: what most file systems hold, less room for a number and for {@code .part}. */
    private static final int MOST_BYTES = 200;

    /** Longest part behind a dot that counts as the kind of file, in characters. */
    private static final int MOST_EXTENSION = 16;

    /** Separators, what Windows does not take, what cannot be seen, and what changes the direction of what follows. */
    private static final Pattern UNSAFE =
            Pattern.compile("[/\\\\<>:\"|?*\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}]");

    /** Devices of Windows, with or without something behind a dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])( *\\..*)?");

    private SafeName() {}

    /** Never empty, never hidden, never a folder's or a device's. */
    static String of(FileName offered) {
        String name = UNSAFE.matcher(offered.value()).replaceAll("_").strip();
        // Windows leaves dots and spaces at the end out, and so would come to another name.
        name = name.replaceAll("[. ]+$", "").replaceAll("^\\.+", "_");
        if (name.isEmpty()) {
            name = "file";
        }
        if (DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            name = "_" + name;
        }
        return shortened(name);
    }

    /** The same with a number before the extension, for when there is one of that name. */
    static String numbered(String name, int number) {
        return number == 1 ? name : stem(name) + " (" + number + ")" + extension(name);
    }

    /** What a file of ours is called to the others. */
    static FileName offered(String own) {
        String name = own.replaceAll("[\\\\\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]", "_");
        while (name.length() > Limits.FILE_NAME_CHARS) {
            name = withoutLast(stem(name)) + extension(name);
        }
        return new FileName(name);
    }

    private static String shortened(String name) {
        String shorter = name;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            shorter = withoutLast(stem(shorter)) + extension(shorter);
        }
        return shorter;
    }

    private static String withoutLast(String stem) {
        return stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }

    private static String stem(String name) {
        return name.substring(0, name.length() - extension(name).length());
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 || name.length() - dot > MOST_EXTENSION ? "" : name.substring(dot);
    }
}
