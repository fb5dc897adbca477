package org.confero.server.rest;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;

/**
 * No body of a request is longer than this. One that says that it is somewhat longer is heard to its end and refused then: a system
 * that is sent more on a connection which was closed resets it, and with that the answer may be lost (RFC 9112, section 9.6).
 */
public final class BodyBound extends SizeLimitHandler {
    /** Of the longest body; whoever means to send more is cut off. */
    private static final long HEARD_OUT = 16;

    private final long longest;

    /** @param longest in bytes */
    public BodyBound(long longest) {
        super(longest, -1);
        this.longest = longest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        long length = request.getLength();
        if (length <= longest || length > HEARD_OUT * longest) {
            return super.handle(request, response, callback);
        }
        // How long that may take is bounded as for every request, by Exchanges.
        Runnable refuse = () -> Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
        Content.Source.consumeAll(request, Callback.from(refuse, callback::failed));
        return true;
    }
}
