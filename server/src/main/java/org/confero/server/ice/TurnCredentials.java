package org.confero.server.ice;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.confero.protocol.IceServer;
import org.confero.protocol.ParticipantId;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TURN servers that share a secret with this one, and so know by themselves which credentials are good and until when: the
 * TURN REST convention (draft-uberti-behave-turn-rest-00), which coturn calls {@code use-auth-secret}. Nothing that a
 * participant is told is of use to anybody for longer than the lifetime.
 *
 * @param urls {@code turn:} or {@code turns:}; all of them know the secret
 * @param secret never told and never logged
 * @param lifetime how long credentials are good; those in use are renewed when half of it is over
 */
public record TurnCredentials(
        @DefaultValue List<String> urls,
        @DefaultValue("") String secret,
        @DefaultValue("1h") Duration lifetime) {
    /** What the TURN servers compute themselves; there is no other in the convention. */
    private static final String ALGORITHM = "HmacSHA1";

    private static final int SECRET_CHARS = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(7);

    public TurnCredentials {
        urls = List.copyOf(urls);
        check(!urls.isEmpty() && urls.size() <= IceServers.MOST, "turn.urls has 1 to " + IceServers.MOST + " URLs");
        urls.forEach(url -> check(Urls.isTurn(url), "Not a turn or turns URL: " + url));
        check(secret.length() >= SECRET_CHARS, "turn.secret has at least " + SECRET_CHARS + " characters");
        check(
                lifetime.compareTo(SHORTEST) >= 0 && lifetime.compareTo(LONGEST) <= 0,
                "turn.lifetime is 10s at least and 7d at most");
    }

    /** Good for this participant from now on. {@code now} is of the clock on the wall, by which TURN servers go. */
    IceServer serverFor(ParticipantId participant, Instant now) {
        String username = now.plus(lifetime).getEpochSecond() + ":" + participant;
        return new IceServer(urls, username, credential(username));
    }

    private String credential(String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    @Override
    public String toString() {
        return "TurnCredentials" + urls;
    }
}
