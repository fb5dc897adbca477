package org.confero.server.webhooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Set;
import org.confero.server.events.Event;
import org.confero.server.events.Topics;

/**
 * Where events go.
 *
 * @param secret with which they are signed
 * @param topics which; empty for all
 */
public record Webhook(String id, URI url, String secret, Set<String> topics, Instant created) {
    /** Longest address, in characters. */
    public static final int URL_CHARS = 2048;

    /** Shortest and longest secret, in characters. */
    public static final int SECRET_LEAST = 16;

    public static final int SECRET_MOST = 128;

    /**
     * Throws {@link IllegalArgumentException} for a secret that is too short or long, a topic that is not known, and what is
     * no address of HTTP with a host and without a user and a fragment
     */
    public Webhook {
        topics = Set.copyOf(topics);
        if (!isSecret(secret) || !isAddress(url.toString()) || !Topics.ALL.containsAll(topics)) {
            throw new IllegalArgumentException("Not a webhook");
        }
    }

    /** Whether it is http or https with a host, without user and fragment, and not too long. */
    public static boolean isAddress(String text) {
        try {
            var url = new URI(text);
            boolean isHttp = isSecure(url) || "http".equalsIgnoreCase(url.getScheme());
            boolean isPlain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            return isHttp && isPlain && url.getHost() != null && text.length() <= URL_CHARS;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public static boolean isSecret(String text) {
        return text.length() >= SECRET_LEAST && text.length() <= SECRET_MOST;
    }

    public static boolean isSecure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    boolean wants(Event event) {
        return topics.isEmpty() || topics.contains(event.topic());
    }

    /** Not the secret, and not the address, which may hold one. */
    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
