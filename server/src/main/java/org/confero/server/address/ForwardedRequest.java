package org.confero.server.address;

import inet.ipaddr.IPAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/** A request as its client sent it, and not as the last proxy did. */
final class ForwardedRequest extends Request.Wrapper {
    private final HttpURI uri;
    private final HttpFields headers;
    private final ConnectionMetaData connection;
    private final boolean secure;

    /** {@code client}'s address must be one. */
    ForwardedRequest(Request request, Hop client) {
        super(request);
        HttpURI.Mutable asked = HttpURI.build(request.getHttpURI());
        if (client.scheme() != null) {
            asked.scheme(client.scheme());
        }
        if (client.host() != null) {
            asked.authority(client.host());
            headers = HttpFields.build(request.getHeaders()).put(HttpHeader.HOST, client.host());
        } else {
            headers = request.getHeaders();
        }
        uri = asked.asImmutable();
        secure = client.scheme() == null ? request.isSecure() : "https".equals(client.scheme());
        IPAddress address = Objects.requireNonNull(Addresses.parse(client.client()));
        // Proxies rarely tell the port, and nobody asks for it.
        connection = new Connection(
                request.getConnectionMetaData(),
                new InetSocketAddress(address.toInetAddress(), 0),
                secure,
                client.host() == null ? null : new HostPort(client.host()));
    }

    @Override
    public HttpURI getHttpURI() {
        return uri;
    }

    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
        return connection;
    }

    private static final class Connection extends ConnectionMetaData.Wrapper {
        private final InetSocketAddress client;
        private final boolean secure;
        private final @Nullable HostPort authority;

        private Connection(
                ConnectionMetaData wrapped, InetSocketAddress client, boolean secure, @Nullable HostPort authority) {
            super(wrapped);
            this.client = client;
            this.secure = secure;
            this.authority = authority;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public HostPort getServerAuthority() {
            return authority == null ? super.getServerAuthority() : authority;
        }
    }
}
