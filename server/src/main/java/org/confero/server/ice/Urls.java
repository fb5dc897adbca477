package org.confero.server.ice;

import java.util.List;
import java.util.Locale;

/** Addresses of STUN (RFC 7064) and TURN servers (RFC 7065), as far as the server looks into them. */
final class Urls {
    private static final List<String> STUN = List.of("stun:", "stuns:");
    private static final List<String> TURN = List.of("turn:", "turns:");

    private Urls() {}

    static boolean isStun(String url) {
        return begins(url, STUN);
    }

    static boolean isTurn(String url) {
        return begins(url, TURN);
    }

    private static boolean begins(String url, List<String> schemes) {
        String lower = url.toLowerCase(Locale.ROOT);
        return schemes.stream().anyMatch(scheme -> lower.startsWith(scheme) && lower.length() > scheme.length());
    }
}
