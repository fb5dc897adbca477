package org.confero.server.wiring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a second Ctrl-C or TERM end the process at once: the Java machine would ignore it, and the first one may take its
 * time. By reflection, because the compiler has no way to allow the one class that there is for it.
 */
public final class SecondSignal {
    /** Whoever tells a whole process group and then each process of it means one ending. */
    private static final long SAME_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long NONE = Long.MIN_VALUE;

    private final AtomicLong first = new AtomicLong(NONE);

    private SecondSignal() {}

    /** To be called once, before the application starts. */
    public static void heed() {
        var heeding = new SecondSignal();
        heeding.handle("INT", 130);
        heeding.handle("TERM", 143);
    }

    private void handle(String name, int status) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler came = (proxy, method, arguments) -> {
                came(status);
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, came));
        } catch (ReflectiveOperationException unknown) {
            // Another kind of Java machine, or one that leaves signals alone: then the first signal has to do.
        }
    }

    private void came(int status) {
        long now = System.nanoTime();
        if (first.compareAndSet(NONE, now)) {
            Runtime.getRuntime().exit(status);
        } else if (now - first.get() > SAME_NANOS) {
            Runtime.getRuntime().halt(status);
        }
    }
}
