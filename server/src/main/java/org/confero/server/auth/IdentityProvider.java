package org.confero.server.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The operator's identity provider: its public keys, asked for when they are first needed and then kept for a while, and
 * which of its tokens are for us. Keys are asked for again when a token names one that is not known, so that new keys count
 * at once; how often, is bounded, so that nobody who invents names can have us hammer the provider.
 */
final class IdentityProvider {
    /** Between two of four fetches, on average: the limit lets two follow each other. */
    static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(3);

    /** A set of ten keys with their certificate chains has some 30 kB. */
    private static final int MOST_BYTES = 256 * 1024;

    /** A key that the provider takes back is good for no longer, unless the provider cannot be asked. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** While the provider is away, those who have a token can still come in. */
    private static final Duration KEPT_WHEN_AWAY = Duration.ofHours(4);

    private final TokenSettings settings;

    IdentityProvider(TokenSettings settings) {
        this.settings = settings;
    }

    JwtDecoder decoder() {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                settings.algorithms().stream()
                        .map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
                        .collect(Collectors.toSet()),
                keys()));
        // RFC 9068 has access tokens with a type of their own.
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // The decoder's own validator looks at the claims.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator());
        return decoder;
    }

    private OAuth2TokenValidator<Jwt> validator() {
        var time = new JwtTimestampValidator(settings.clockSkew());
        time.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                time, new JwtIssuerValidator(settings.issuer()), new JwtAudienceValidator(settings.audience()));
    }

    private JWKSource<SecurityContext> keys() {
        var retriever = new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), MOST_BYTES);
        try {
            return JWKSourceBuilder.create(
                            Objects.requireNonNull(settings.jwks(), "Checked by the settings")
                                    .toURL(),
                            retriever)
                    // Whoever waits for another one's fetch waits as long as that may take.
                    .cache(KEPT.toMillis(), CONNECT.plus(READ).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_FETCHES.multipliedBy(2).toMillis())
                    .outageTolerant(KEPT_WHEN_AWAY.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("auth.jwt.jwks has to be an http or https URL", e);
        }
    }
}
