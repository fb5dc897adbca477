package org.confero.server.socket;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.jspecify.annotations.Nullable;

/** The container's side of a socket without a network: what is sent is heard at once. */
final class Wire {
    private final BiConsumer<Wire, String> ear;
    private final CoreSession session;
    private boolean open = true;

    Wire(BiConsumer<Wire, String> ear) {
        this.ear = ear;
        this.session = (CoreSession) Proxy.newProxyInstance(
                CoreSession.class.getClassLoader(),
                new Class<?>[] {CoreSession.class},
                (proxy, method, arguments) -> call(method, arguments == null ? new Object[0] : arguments));
    }

    CoreSession session() {
        return session;
    }

    boolean isOpen() {
        return open;
    }

    void cut() {
        open = false;
    }

    private @Nullable Object call(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "isOutputOpen" -> {
                return open;
            }
            case "sendFrame" -> send((OutgoingEntry) arguments[0]);
            case "close" -> {
                open = false;
                Visitor.closed((Integer) arguments[0]);
            }
            case "abort" -> open = false;
            case "hashCode" -> {
                return System.identityHashCode(this);
            }
            default -> {}
        }
        return null;
    }

    private void send(OutgoingEntry entry) {
        Callback callback = entry.getCallback();
        Frame frame = entry.getFrame();
        if (!open) {
            callback.failed(new IOException("closed"));
            return;
        }
        if (frame.getOpCode() == OpCode.TEXT) {
            ear.accept(this, frame.getPayloadAsUTF8());
        }
        callback.succeeded();
    }
}
