package org.confero.server.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Whose tokens are good.
 *
 * @param issuer the claim {@code iss} of a good token, to the letter
 * @param jwks where the issuer's public keys are (RFC 7517)
 * @param audience what the claim {@code aud} of a good token names, among others
 * @param algorithms of signatures. The type has only those with a public key: with a shared secret everybody who can check a
 *     token could make one, and who takes the public key for such a secret is taken in
 * @param clockSkew by how much the issuer's clock and ours may differ
 */
public record TokenSettings(
        @DefaultValue("") String issuer,
        @Nullable URI jwks,
        @DefaultValue("") String audience,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<SignatureAlgorithm> algorithms,
        @DefaultValue("60s") Duration clockSkew) {
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    public TokenSettings {
        algorithms = Set.copyOf(algorithms);
        check(!issuer.isBlank(), "auth.jwt.issuer is needed");
        check(!audience.isBlank(), "auth.jwt.audience is needed: tokens for others are not for this server");
        check(
                jwks != null
                        && jwks.getHost() != null
                        && Set.of("http", "https").contains(jwks.getScheme()),
                "auth.jwt.jwks has to be an http or https URL");
        check(!algorithms.isEmpty(), "auth.jwt.algorithms needs one at least");
        check(!clockSkew.isNegative() && clockSkew.compareTo(MOST_SKEW) <= 0, "auth.jwt.clock-skew is 5m at most");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
