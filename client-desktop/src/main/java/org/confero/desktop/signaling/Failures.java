package org.confero.desktop.signaling;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.confero.desktop.signaling.SignalingFailure.Kind;
import org.glassfish.tyrus.core.HandshakeException;

/** What an exception of the WebSocket library means to a person. */
final class Failures {
    private Failures() {}

    static SignalingFailure ofConnecting(URI server, Throwable failure) {
        String address = server.getAuthority();
        if (isCausedBy(failure, List.of(CertificateException.class))) {
            return new SignalingFailure(Kind.UNTRUSTED, "The certificate of " + address + " is not trusted");
        }
        if (isCausedBy(failure, List.of(UnknownHostException.class, UnresolvedAddressException.class))) {
            return new SignalingFailure(Kind.UNREACHABLE, "There is no host named " + server.getHost());
        }
        if (isCausedBy(failure, List.of(ConnectException.class, NoRouteToHostException.class))) {
            return new SignalingFailure(Kind.UNREACHABLE, "Nothing answers at " + address);
        }
        if (isCausedBy(failure, List.of(HandshakeException.class, SSLException.class))) {
            return notConfero(server);
        }
        if (isCausedBy(failure, List.of(TimeoutException.class, SocketTimeoutException.class))) {
            return timeout(server);
        }
        if (isCausedBy(failure, List.of(IOException.class))) {
            return new SignalingFailure(Kind.UNREACHABLE, "Nothing answers at " + address);
        }
        return notConfero(server);
    }

    static SignalingFailure notConfero(URI server) {
        return new SignalingFailure(Kind.NOT_CONFERO, server.getAuthority() + " is not a Confero server");
    }

    static SignalingFailure timeout(URI server) {
        return new SignalingFailure(Kind.TIMEOUT, server.getAuthority() + " does not answer in time");
    }

    private static boolean isCausedBy(Throwable failure, List<Class<? extends Throwable>> kinds) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                // A chain of causes may be a circle.
                .limit(16)
                .anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }
}
