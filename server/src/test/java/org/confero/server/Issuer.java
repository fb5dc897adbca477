package org.confero.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider: signs tokens with keys of its own, and says over HTTP which keys those are. */
final class Issuer implements AutoCloseable {
    static final String NAME = "https://id.example.org/realms/meet";
    static final String AUDIENCE = "confero";

    private final HttpServer http;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    Issuer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            byte[] keys = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        http.start();
    }

    /** The settings of a server that trusts this issuer. */
    String[] settings() {
        return new String[] {
            "confero.auth.mode=jwt",
            "confero.auth.jwt.issuer=" + NAME,
            "confero.auth.jwt.audience=" + AUDIENCE,
            "confero.auth.jwt.jwks=http://localhost:" + http.getAddress().getPort() + "/jwks"
        };
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    RSAKey newRsaKey() {
        RSAKey key = strangersKey();
        published.add(key.toPublicJWK());
        return key;
    }

    /** That no issuer knows. */
    static RSAKey strangersKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    ECKey newEcKey() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            published.add(key.toPublicJWK());
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on it is not among the issuer's keys. */
    void withdraw(JWK key) {
        published.removeIf(each -> each.getKeyID().equals(key.getKeyID()));
    }

    /** Claims of a good token, to be changed. */
    static JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(subject)
                .expirationTime(in(600));
    }

    static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
        try {
            var token = new SignedJWT(header(JWSAlgorithm.RS256, key), claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(ECKey key, JWTClaimsSet.Builder claims) {
        try {
            var token = new SignedJWT(header(JWSAlgorithm.ES256, key), claims.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With what everybody knows, the public key, as if it were a shared secret. */
    static String signedWithThePublicKey(RSAKey key, JWTClaimsSet.Builder claims) {
        try {
            var token = new SignedJWT(header(JWSAlgorithm.HS256, key), claims.build());
            token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, JWK key) {
        return new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
