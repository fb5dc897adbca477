package org.confero.server.auth;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Whether a token is good, and what it says. Any thread; may wait some seconds for the issuer's keys. */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    /** As long as the issuer's keys are not asked for again, too. */
    static final long RETRY_MS = IdentityProvider.BETWEEN_FETCHES.toMillis();

    private final JwtDecoder decoder;

    public Tokens(TokenSettings settings) {
        this.decoder = new IdentityProvider(settings).decoder();
    }

    /** What came of reading one. */
    sealed interface Reading {
        record Good(Pass pass) implements Reading {}

        record Bad(Verdict.Refused why) implements Reading {}
    }

    /** Why this token is not good; empty when it is. */
    public Optional<Verdict.Refused> refusal(@Nullable String token) {
        return read(token) instanceof Reading.Bad(Verdict.Refused why) ? Optional.of(why) : Optional.empty();
    }

    /** Why whoever shows this token may not make rooms; empty when they may. */
    public Optional<Verdict.Refused> refusalToMakeRooms(@Nullable String token) {
        return switch (read(token)) {
            case Reading.Bad(Verdict.Refused why) -> Optional.of(why);
            case Reading.Good(Pass pass)
            when !pass.makesRooms() ->
                Optional.of(new Verdict.Refused(
                        ErrorCode.NOT_ALLOWED, "The token does not give the right to make rooms", null));
            case Reading.Good ignored -> Optional.empty();
        };
    }

    Reading read(@Nullable String token) {
        if (token == null) {
            return unauthorized("This server asks for a token of its identity provider");
        }
        try {
            return new Reading.Good(Pass.of(decoder.decode(token)));
        } catch (JwtValidationException e) {
            return unauthorized("The token is not accepted: "
                    + e.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining("; ")));
        } catch (BadJwtException e) {
            // Why exactly is for the issuer's people; whoever forges one is told as little as possible.
            return unauthorized("The token is not one that this server's identity provider has signed");
        } catch (InvalidValueException e) {
            return unauthorized(e.detail());
        } catch (JwtException e) {
            if (!(e.getCause() instanceof RateLimitReachedException)) {
                // Of the request to the issuer, and nothing of the token. Bounded in number as those requests are.
                LOG.warn("The keys of the identity provider cannot be had: {}", e.getMessage());
            }
            return new Reading.Bad(new Verdict.Refused(
                    ErrorCode.UNAVAILABLE, "The server cannot check this token at the moment; try again", RETRY_MS));
        }
    }

    private static Reading unauthorized(String detail) {
        return new Reading.Bad(new Verdict.Refused(ErrorCode.UNAUTHORIZED, detail, null));
    }
}
