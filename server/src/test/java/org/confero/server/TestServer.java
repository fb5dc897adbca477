package org.confero.server;

import java.net.URI;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole server on a free port, in this JVM. */
final class TestServer implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one; each setting is {@code name=value}. */
    static TestServer start(String... settings) {
        return start(context -> {}, settings);
    }

    /** The same where time passes only by the test's clock. */
    static TestServer start(InstantSource clock, String... settings) {
        return start(
                context -> context.registerBean(
                        "manualClock", InstantSource.class, () -> clock, definition -> definition.setPrimary(true)),
                settings);
    }

    private static TestServer start(
            ApplicationContextInitializer<GenericApplicationContext> first, String... settings) {
        String[] arguments = Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return new TestServer(new SpringApplicationBuilder(ServerApplication.class)
                .registerShutdownHook(false)
                // Those who are connected do not go by themselves.
                .properties("confero.drain.timeout=0s")
                .initializers(first)
                .run(arguments));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    URI http(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    URI socket() {
        return URI.create("ws://localhost:" + port() + "/ws");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
