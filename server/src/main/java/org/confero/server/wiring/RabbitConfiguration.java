package org.confero.server.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import org.confero.server.calls.CallHistory;
import org.confero.server.events.Carrier;
import org.confero.server.events.Handled;
import org.confero.server.events.Waits;
import org.confero.server.rabbit.PatientListener;
import org.confero.server.rabbit.RabbitEvents;
import org.confero.server.rabbit.RabbitWebhooks;
import org.confero.server.rabbit.Topology;
import org.confero.server.webhooks.Endpoints;
import org.confero.server.webhooks.WebhookSettings;
import org.confero.server.webhooks.WebhookStore;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** In cluster mode: events to RabbitMQ and, where workers are wanted, from there to the consumers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "confero.mode", havingValue = "cluster")
class RabbitConfiguration {
    @Bean
    Declarables rabbitTopology(ConferoProperties properties) {
        return Topology.common(properties.history().days() > 0);
    }

    @Bean
    Carrier carrier(RabbitTemplate rabbit, MeterRegistry registry) {
        return new RabbitEvents(rabbit, registry);
    }

    /** Those who work events off, in this process or in one of their own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "confero.mode", havingValue = "cluster")
    @ConditionalOnBooleanProperty(name = "confero.workers", matchIfMissing = true)
    static class Workers {
        /** A history is read in its order, and little is lost by keeping few at hand. */
        private static final int PREFETCH = 64;

        private static final Duration FIRST_WAIT = Duration.ofMillis(500);
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

        @Bean
        PatientListener callListener(CallHistory history, Handled handled) {
            return new PatientListener(
                    "calls", history, handled, new Waits(FIRST_WAIT, LONGEST_WAIT, new SecureRandom()));
        }

        @Bean
        SimpleMessageListenerContainer callQueue(
                ConnectionFactory connections, PatientListener callListener, ConferoProperties properties) {
            var container = new SimpleMessageListenerContainer(connections);
            container.setQueueNames(Topology.CALLS);
            container.setPrefetchCount(PREFETCH);
            container.setMissingQueuesFatal(false);
            // With each connection all is declared by itself, and a broker that is away is no fault to log.
            container.setAutoDeclare(false);
            container.setMessageListener(callListener);
            container.setAutoStartup(properties.history().days() > 0);
            var executor = new SimpleAsyncTaskExecutor("calls-");
            executor.setVirtualThreads(true);
            container.setTaskExecutor(executor);
            return container;
        }

        @Bean(initMethod = "start")
        RabbitWebhooks rabbitWebhooks(
                WebhookStore store,
                Endpoints endpoints,
                WebhookSettings settings,
                AmqpAdmin admin,
                ConnectionFactory connections,
                Handled handled) {
            return new RabbitWebhooks(store, endpoints, settings, admin, connections, handled);
        }
    }
}
