package org.confero.server.rest;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.confero.server.address.Network;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps count of the container's connections, and closes those that are HTTP and get nowhere: from its opening, the head of
 * its last request or the end of the last answer a connection has a bounded time, however many single bytes trickle
 * in. Those that have become sockets are left alone. Any thread.
 */
public final class Exchanges implements Connection.Listener, HttpConfiguration.Customizer {
    private final Map<Connection, Long> progress = new ConcurrentHashMap<>();
    private final Map<Connection, String> counted = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final long limit;
    private final int mostPerAddress;
    private final Predicate<String> isProxy;
    private final LongSupplier nanos;

    /**
     * @param limit for one request or one answer, or between them
     * @param mostPerAddress connections at once; more are closed as they come
     * @param isProxy whether an address is that of a trusted proxy, whose connections are not counted
     * @param nanos monotonic time
     */
    public Exchanges(Duration limit, int mostPerAddress, Predicate<String> isProxy, LongSupplier nanos) {
        this.limit = limit.toNanos();
        this.mostPerAddress = mostPerAddress;
        this.isProxy = isProxy;
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        String peer = peer(connection);
        if (!isProxy.test(peer) && count(connection, Network.of(peer)) > mostPerAddress) {
            connection.close();
        } else if (connection instanceof ConnectionMetaData) {
            progress.put(connection, nanos.getAsLong());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        progress.remove(connection);
        String network = counted.remove(connection);
        if (network != null) {
            perAddress.computeIfPresent(network, (address, n) -> n == 1 ? null : n - 1);
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        went(connection);
        Request.addCompletionListener(request, failure -> went(connection));
        return request;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    public void sweep() {
        long now = nanos.getAsLong();
        progress.forEach((connection, since) -> {
            if (now - since > limit) {
                connection.getEndPoint().close();
            }
        });
    }

    // Kept, because a connection that is closed knows no address any more.
    private int count(Connection connection, String network) {
        counted.put(connection, network);
        return perAddress.merge(network, 1, Integer::sum);
    }

    private void went(Connection connection) {
        progress.computeIfPresent(connection, (known, since) -> nanos.getAsLong());
    }

    private static String peer(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress tcp
                        && tcp.getAddress() != null
                ? tcp.getAddress().getHostAddress()
                : "";
    }
}
