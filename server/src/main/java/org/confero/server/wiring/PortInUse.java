package org.confero.server.wiring;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The one thing that goes wrong on every second machine. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUse extends AbstractFailureAnalyzer<PortInUseException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, PortInUseException cause) {
        String setting = isManagement(root) ? "--management.server.port" : "--port";
        return new FailureAnalysis(
                "Port " + cause.getPort() + " is in use; choose another with " + setting, null, cause);
    }

    // The port for health and meters has a container of its own, started by a part of Spring that is named for it.
    private static boolean isManagement(Throwable root) {
        return Stream.iterate(root, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.of(cause.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().contains(".ChildManagementContextInitializer"));
    }
}
