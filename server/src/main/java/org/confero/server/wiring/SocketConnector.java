package org.confero.server.wiring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads WebSockets on the thread that found them readable. What is done with a frame there never waits (slow work has
 * threads of its own), and handing each of them to another thread costs more than all the rest of a relayed message.
 */
final class SocketConnector extends ServerConnector {
    /** In the place of {@code other}, which has not been opened yet. */
    SocketConnector(ServerConnector other) {
        super(
                other.getServer(),
                other.getAcceptors(),
                other.getSelectorManager().getSelectorCount(),
                other.getConnectionFactories().toArray(org.eclipse.jetty.server.ConnectionFactory[]::new));
        setHost(other.getHost());
        setPort(other.getPort());
        setIdleTimeout(other.getIdleTimeout());
        setAcceptQueueSize(other.getAcceptQueueSize());
        other.getEventListeners().stream()
                .filter(Connection.Listener.class::isInstance)
                .forEach(this::addEventListener);
    }

    /** Has every connector of TCP replaced. */
    static Connector inPlaceOf(Connector connector) {
        return connector instanceof ServerConnector tcp ? new SocketConnector(tcp) : connector;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new EndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private static final class EndPoint extends SocketChannelEndPoint {
        private @Nullable Callback readable;
        private boolean isDrained;

        EndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        @Override
        public void fillInterested(Callback callback) {
            super.fillInterested(getConnection() instanceof WebSocketConnection ? atOnce(callback) : callback);
        }

        // What was read and left room in the buffer was all: asking the system again would only hear so. What comes
        // later is found by the selector, which is level-triggered. Called by one thread at a time.
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (isDrained) {
                isDrained = false;
                return 0;
            }
            int space = BufferUtil.space(buffer);
            int filled = super.fill(buffer);
            isDrained = filled > 0 && filled < space && getConnection() instanceof WebSocketConnection;
            return filled;
        }

        // A connection asks with the same callback for as long as it lives.
        private Callback atOnce(Callback callback) {
            Callback known = readable;
            if (known == null) {
                known = Callback.from(Invocable.InvocationType.NON_BLOCKING, callback::succeeded, callback::failed);
                readable = known;
            }
            return known;
        }
    }
}
