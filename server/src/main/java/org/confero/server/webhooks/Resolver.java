package org.confero.server.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks a name up and hands on the addresses only if all of them may be called. The connection is made to these very
 * addresses, so a name that means another one a moment later gains nothing.
 */
final class Resolver implements SocketAddressResolver {
    /** As {@link InetAddress#getAllByName}. */
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    private final Names names;
    private final Predicate<InetAddress> isAllowed;

    Resolver(Names names, Predicate<InetAddress> isAllowed) {
        this.names = names;
        this.isAllowed = isAllowed;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Thread.ofVirtual().name("webhook-name").start(() -> {
            try {
                promise.succeeded(allowed(host, port));
            } catch (UnknownHostException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    private List<InetSocketAddress> allowed(String host, int port) throws UnknownHostException {
        InetAddress[] found = names.find(host);
        if (found.length == 0 || !Arrays.stream(found).allMatch(isAllowed)) {
            throw new UnknownHostException("not a public address");
        }
        return Arrays.stream(found)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
