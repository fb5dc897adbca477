package org.confero.server.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.confero.server.auth.HostKeys;
import org.springframework.core.io.Resource;

/** Entity tags from what is in a file: the dates in a reproducible jar are all the same and say nothing. */
public final class ETags {
    private ETags() {}

    static String of(Resource resource) throws IOException {
        var sum = new CRC32C();
        byte[] content = resource.getContentAsByteArray();
        sum.update(content);
        return "\"" + content.length + "-" + HexFormat.of().toHexDigits(sum.getValue(), 8) + "\"";
    }

    /** From a text of which nothing must be learned, so by a hash that does not go backwards. */
    static String ofText(String text) {
        return "\"" + HostKeys.hash(text).substring(0, 32) + "\"";
    }

    public static String ofAsset(Resource resource) {
        try {
            return of(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
