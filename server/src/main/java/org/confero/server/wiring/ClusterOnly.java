package org.confero.server.wiring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps what only a cluster needs out of a server in single mode: Spring Boot would set up, and watch the health of, whatever
 * it finds among the libraries.
 */
final class ClusterOnly implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final List<String> PACKAGES =
            List.of("org.springframework.boot.amqp.", "org.springframework.boot.data.redis.");

    private boolean isCluster;

    @Override
    public void setEnvironment(Environment environment) {
        isCluster = "cluster".equalsIgnoreCase(environment.getProperty("confero.mode"));
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            String name = configurations[i];
            matches[i] = isCluster || name == null || PACKAGES.stream().noneMatch(name::startsWith);
        }
        return matches;
    }
}
