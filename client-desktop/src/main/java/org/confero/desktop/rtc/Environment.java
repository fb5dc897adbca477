package org.confero.desktop.rtc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The environment that native libraries of this process see; Java's own copy never changes. PulseAudio's client library
 * takes server and device from it at the moment when it is set up, and the WebRTC library passes neither on.
 */
final class Environment {
    private Environment() {}

    /** Runs something with these variables set, one at a time in the process, and puts the old values back. */
    static synchronized <T> T with(Map<String, String> variables, Supplier<T> action) {
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        try {
            variables.forEach((name, value) -> {
                before.put(name, System.getenv(name));
                set(name, value);
            });
            return action.get();
        } finally {
            before.forEach(Environment::set);
        }
    }

    private static void set(String name, @Nullable String value) {
        try (Arena arena = Arena.ofConfined()) {
            int result = value == null
                    ? (int) Libc.UNSETENV.invokeExact(arena.allocateFrom(name))
                    : (int) Libc.SETENV.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (result != 0) {
                throw new IllegalStateException("setenv failed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bound on first use, which only Linux sees. */
    private static final class Libc {
        static final MethodHandle SETENV = bind(
                "setenv",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        static final MethodHandle UNSETENV =
                bind("unsetenv", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

        @SuppressWarnings("restricted")
        private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }
    }
}
