package org.confero.desktop.rtc;

/** An operation on a link failed; the message is the library's and not for people. */
final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LinkException(String message) {
        super(message);
    }
}
