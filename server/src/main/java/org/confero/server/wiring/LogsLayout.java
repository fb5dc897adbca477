package org.confero.server.wiring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Says to logback which layout the log has: by {@code confero.logs}, and text where that is none that there is. Logback asks
 * long before settings are bound, which then fails in a few words; of a layout that it does not find, it tells in many.
 */
final class LogsLayout implements EnvironmentPostProcessor {
    private static final List<String> KNOWN = Arrays.stream(ConferoProperties.Logs.values())
            .map(logs -> logs.name().toLowerCase(Locale.ROOT))
            .toList();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String logs = environment.getProperty("confero.logs", "").strip().toLowerCase(Locale.ROOT);
        String layout = KNOWN.contains(logs) ? logs : KNOWN.getFirst();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("logs-layout", Map.of("confero.logs-layout", layout)));
    }
}
