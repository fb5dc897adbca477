package org.confero.desktop.signaling;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.confero.protocol.Limits;

/** Takes what the WebSocket library says to the conference's thread. */
final class Socket extends Endpoint {
    private static final Logger LOG = System.getLogger(Socket.class.getName());

    private final Signaling signaling;

    Socket(Signaling signaling) {
        this.signaling = signaling;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxTextMessageBufferSize(Limits.FRAME_BYTES);
        // Not a lambda: the library finds out by reflection what a handler takes.
        session.addMessageHandler(String.class, new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String frame) {
                hand(() -> signaling.received(frame));
            }
        });
        hand(() -> signaling.opened(session));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        hand(() -> signaling.closed(reason));
    }

    @Override
    public void onError(Session session, Throwable failure) {
        LOG.log(Level.DEBUG, "The socket failed: {0}", failure.toString());
    }

    private void hand(Runnable event) {
        try {
            signaling.tell(event);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The conference is over");
        }
    }
}
