package org.confero.desktop.rtc;

/**
 * How TURN servers are used.
 *
 * @param only media goes by way of one or not at all, so that the others do not learn our address
 * @param anyCertificate one that is spoken to over TLS may show any certificate: for tests, whose own nobody has signed. Media is
 *     safe all the same; that we use this server, and as whom, is not
 */
public record Relays(boolean only, boolean anyCertificate) {
    /** Where there is no other way. */
    public static final Relays USUAL = new Relays(false, false);
}
