package org.confero.server.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.confero.protocol.ServerInfo;
import org.confero.server.auth.AdminToken;
import org.confero.server.calls.CallHistory;
import org.confero.server.calls.CallStore;
import org.confero.server.calls.InMemoryCalls;
import org.confero.server.events.Carrier;
import org.confero.server.events.Courier;
import org.confero.server.events.EventMeters;
import org.confero.server.events.Events;
import org.confero.server.events.FactLog;
import org.confero.server.events.InProcessEvents;
import org.confero.server.events.MemoryLog;
import org.confero.server.events.Stamp;
import org.confero.server.events.Waits;
import org.confero.server.room.Ids;
import org.confero.server.webhooks.Endpoints;
import org.confero.server.webhooks.InMemoryWebhooks;
import org.confero.server.webhooks.InProcessWebhooks;
import org.confero.server.webhooks.Sender;
import org.confero.server.webhooks.WebhookMeters;
import org.confero.server.webhooks.WebhookSettings;
import org.confero.server.webhooks.WebhookStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From rooms' facts to those who want to know of them. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
    /** A broker that is restarted is back in some seconds; one that is gone must not be asked more often than this. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Bean
    EventMeters eventMeters(MeterRegistry registry) {
        return new EventMeters(registry);
    }

    @Bean
    MeterBinder waitingEvents(FactLog log) {
        return registry ->
                Gauge.builder("confero.events.waiting", log, FactLog::size).register(registry);
    }

    @Bean
    Stamp stamp(Ids ids, ServerInfo server, InstantSource clock) {
        return new Stamp(ids.session().value(), server.node(), clock);
    }

    @Bean(initMethod = "start")
    Courier courier(FactLog log, Carrier carrier, EventMeters meters) {
        return new Courier(log, carrier, meters, new Waits(FIRST_WAIT, LONGEST_WAIT, new SecureRandom()));
    }

    @Bean
    AdminToken adminToken(ConferoProperties properties) {
        return properties.admin();
    }

    @Bean
    CallHistory callHistory(CallStore store, ConferoProperties properties, InstantSource clock) {
        return new CallHistory(store, properties.history(), clock);
    }

    @Bean
    WebhookSettings webhookSettings(ConferoProperties properties) {
        return properties.webhooks();
    }

    @Bean
    Sender webhookSender(WebhookSettings settings, InstantSource clock) {
        return new Sender(settings, clock);
    }

    @Bean
    Endpoints endpoints(WebhookSettings settings, Sender sender, MeterRegistry registry) {
        var waits = new Waits(settings.firstWait(), settings.longestWait(), new SecureRandom());
        return new Endpoints(settings, sender, waits, new WebhookMeters(registry));
    }

    /** In single mode: everything in this process. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "confero.mode", havingValue = "single", matchIfMissing = true)
    static class InProcess {
        @Bean
        MemoryLog factLog(ConferoProperties properties, EventMeters meters) {
            return new MemoryLog(properties.mostEvents(), meters);
        }

        @Bean
        Events events(Stamp stamp, MemoryLog log, EventMeters meters) {
            return new Events(stamp, log, meters);
        }

        @Bean
        InMemoryCalls callStore(ConferoProperties properties) {
            return new InMemoryCalls(properties.history().kept());
        }

        @Bean
        InMemoryWebhooks webhookStore() {
            return new InMemoryWebhooks();
        }

        @Bean
        InProcessWebhooks inProcessWebhooks(WebhookStore store, Endpoints endpoints, InstantSource clock) {
            return new InProcessWebhooks(store, endpoints, clock);
        }

        @Bean
        Carrier carrier(CallHistory history, InProcessWebhooks webhooks) {
            return new InProcessEvents(List.of(history, webhooks));
        }
    }
}
