package org.confero.server.address;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.QuotedCSV;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.QuotedStringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of whom it was asked by.
 *
 * @param client its address, without a port; empty where the proxy does not tell it
 * @param scheme {@code http} or {@code https}; null where it does not say
 * @param host as in the header Host; null where it does not say
 */
record Hop(String client, @Nullable String scheme, @Nullable String host) {
    private static final QuotedStringTokenizer PARAMETERS = QuotedStringTokenizer.builder()
            .delimiters(";")
            .returnQuotes()
            .ignoreOptionalWhiteSpace()
            .build();

    /** The header Forwarded (RFC 7239); the proxy nearest to us comes last. */
    static List<Hop> forwarded(HttpFields headers) {
        var hops = new ArrayList<Hop>();
        for (String element : new QuotedCSV(true, lines(headers, "Forwarded"))) {
            hops.add(element(element));
        }
        return hops;
    }

    /** X-Forwarded-For and its companions, of which the last value counts: that of the proxy which we trust. */
    static List<Hop> xForwarded(HttpFields headers) {
        String scheme = last(headers, "X-Forwarded-Proto");
        String host = last(headers, "X-Forwarded-Host");
        var hops = new ArrayList<Hop>();
        for (String client : new QuotedCSV(false, lines(headers, "X-Forwarded-For"))) {
            hops.add(new Hop(withoutPort(client), scheme(scheme), host(host)));
        }
        return hops;
    }

    private static Hop element(String text) {
        String client = "";
        String scheme = null;
        String host = null;
        for (var pairs = PARAMETERS.tokenize(text); pairs.hasNext(); ) {
            String[] pair = pairs.next().split("=", 2);
            String value = pair.length == 2 ? QuotedCSV.unquote(pair[1].strip()) : "";
            switch (pair[0].strip().toLowerCase(java.util.Locale.ROOT)) {
                case "for" -> client = withoutPort(value);
                case "proto" -> scheme = scheme(value);
                case "host" -> host = host(value);
                default -> {
                    // By whom it was asked, and whatever may come.
                }
            }
        }
        return new Hop(client, scheme, host);
    }

    // "_hidden", "unknown" and nonsense stay as they are, and are no addresses.
    private static String withoutPort(String node) {
        if (node.indexOf(':') != node.lastIndexOf(':') && !node.startsWith("[")) {
            return node;
        }
        try {
            return new HostPort(node).getHost();
        } catch (IllegalArgumentException nonsense) {
            return "";
        }
    }

    private static @Nullable String scheme(@Nullable String text) {
        if ("https".equalsIgnoreCase(text)) {
            return "https";
        }
        return "http".equalsIgnoreCase(text) ? "http" : null;
    }

    private static @Nullable String host(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : new HostPort(text).toString();
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }

    private static @Nullable String last(HttpFields headers, String name) {
        List<String> values = new QuotedCSV(false, lines(headers, name)).getValues();
        return values.isEmpty() ? null : values.getLast();
    }

    private static String[] lines(HttpFields headers, String name) {
        return headers.getValuesList(name).toArray(String[]::new);
    }
}
