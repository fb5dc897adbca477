package org.confero.desktop.ui.start;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.confero.desktop.conference.JoinRequest;

/** The address of a server as people type it. */
public final class ServerAddress {
    private static final String EXAMPLE = "for example http://localhost:8080";

    private static final int HIGHEST_PORT = 65_535;

    private ServerAddress() {}

    /** Whether this is how somebody may write that address, perhaps with more after it. */
    public static boolean isOf(String text, URI address) {
        try {
            return all(text).getFirst().equals(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * One or several, with commas between them, in their order.
     *
     * Throws {@link InvalidAddressException} for what is no address of a server, and InvalidValueException for several that do not
     * go together
     */
    static List<URI> all(String text) {
        return JoinRequest.addresses(
                Arrays.stream(text.split(",", -1)).map(ServerAddress::of).toList());
    }

    /**
     * The address without path and trailing slash. A text without a scheme is completed: this machine by http, every other
     * by https, as browsers do.
     *
     * Throws {@link InvalidAddressException} for what is no address of a server
     */
    static URI of(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            throw new InvalidAddressException("A server's address is needed, " + EXAMPLE);
        }
        String whole = typed.contains("://") ? typed : (isHere(typed) ? "http://" : "https://") + typed;
        URI uri = parse(whole);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new InvalidAddressException("The address begins with http:// or https://");
        }
        if (uri.getHost() == null
                || uri.getRawAuthority().endsWith(":")
                || uri.getPort() == 0
                || uri.getPort() > HIGHEST_PORT) {
            throw new InvalidAddressException("This is no server's address; one looks like http://localhost:8080");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidAddressException("The address is the host and perhaps its port, " + EXAMPLE);
        }
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new InvalidAddressException("The address ends with the host or its port, " + EXAMPLE);
        }
        return URI.create(scheme + "://" + uri.getRawAuthority());
    }

    private static boolean isHere(String typed) {
        return typed.startsWith("localhost") || typed.startsWith("127.") || typed.startsWith("[::1]");
    }

    private static URI parse(String whole) {
        try {
            return new URI(whole);
        } catch (URISyntaxException e) {
            throw new InvalidAddressException("This is no server's address; one looks like http://localhost:8080");
        }
    }
}
