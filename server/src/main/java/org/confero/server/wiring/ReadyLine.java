package org.confero.server.wiring;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says on standard output, where nothing else is written, that the server answers, and where. */
@Component
class ReadyLine {
    @EventListener
    @SuppressWarnings("SystemOut") // The line is made for scripts, not for the log.
    void ready(ApplicationReadyEvent event) {
        System.out.println("Confero is ready at http://localhost:"
                + event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port"));
    }
}
