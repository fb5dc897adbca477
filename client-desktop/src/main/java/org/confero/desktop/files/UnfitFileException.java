package org.confero.desktop.files;

import java.io.IOException;

/** A file that cannot be sent, whatever is tried; the message says why, for people. */
public final class UnfitFileException extends IOException {
    private static final long serialVersionUID = 1;

    UnfitFileException(String message) {
        super(message);
    }
}
