package org.confero.desktop.ui.start;

/** A text that is no server's address; the message is fit to be shown to the person who typed it. */
final class InvalidAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidAddressException(String message) {
        super(message);
    }
}
