package org.confero.server.socket;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** The container's side of a socket without a network: what is sent is heard at once. */
final class Wire {
    private final BiConsumer<Wire, String> ear;
    private final Session session;
    private boolean open = true;

    Wire(BiConsumer<Wire, String> ear) {
        this.ear = ear;
        this.session = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> call(method, arguments == null ? new Object[0] : arguments));
    }

    Session session() {
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
            case "isOpen" -> {
                return open;
            }
            case "sendText" -> {
                if (open) {
                    ear.accept(this, (String) arguments[0]);
                    ((Callback) arguments[1]).succeed();
                } else {
                    ((Callback) arguments[1]).fail(new java.io.IOException("closed"));
                }
            }
            case "sendPing", "sendPong" -> ((Callback) arguments[1]).succeed();
            case "close" -> {
                open = false;
                Visitor.closed(arguments.length == 0 ? 1000 : (Integer) arguments[0]);
            }
            case "disconnect" -> open = false;
            case "hashCode" -> {
                return System.identityHashCode(this);
            }
            default -> {}
        }
        return null;
    }
}
