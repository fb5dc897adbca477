package org.confero.server.wiring;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.confero.server.address.Forwarding;
import org.confero.server.address.TrustedProxies;
import org.confero.server.auth.Passcodes;
import org.confero.server.auth.Tokens;
import org.confero.server.ice.IceServers;
import org.confero.server.rest.BodyBound;
import org.confero.server.rest.ETags;
import org.confero.server.rest.EarlyErrors;
import org.confero.server.rest.Exchanges;
import org.confero.server.rest.RoomKeeping;
import org.confero.server.rest.SecurityHeaders;
import org.confero.server.rest.TokenGate;
import org.confero.server.room.Ids;
import org.confero.server.routing.Rooms;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages, assets and the bounds of HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class HttpConfiguration implements WebMvcConfigurer {
    /** Longest body of a request, in bytes. */
    private static final long BODY_BYTES = 64 * 1024;

    /** Threads of the system's besides one a processor: acceptors, spare ones of selectors. */
    private static final int THREADS = 8;

    /** Most connections that wait to be accepted. After a restart all clients come at once, and the usual 50 drops them. */
    private static final int ACCEPT_QUEUE = 4096;

    private final ObjectProvider<Tokens> tokens;

    HttpConfiguration(ObjectProvider<Tokens> tokens) {
        this.tokens = tokens;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        tokens.ifAvailable(all ->
                registry.addInterceptor(new TokenGate(all)).addPathPatterns("/api/v1/rooms", "/api/v1/ice-servers"));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Asked for anew each time, answered by 304: a server that is brought up to date has no stale modules.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ETags::ofAsset);
    }

    @Bean
    RoomKeeping roomKeeping(
            Rooms rooms, Passcodes passcodes, Ids ids, ConferoProperties properties, InstantSource clock) {
        return new RoomKeeping(rooms, passcodes, ids, properties.rooms(), clock);
    }

    @Bean
    IceServers iceServers(ConferoProperties properties) {
        return properties.ice();
    }

    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders(ConferoProperties properties) {
        var registration = new FilterRegistrationBean<>(new SecurityHeaders(properties.addresses()));
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> acceptQueue() {
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector tcp) {
                    tcp.setAcceptQueueSize(ACCEPT_QUEUE);
                }
            }
        });
    }

    /** Selectors on threads of the system's, which they keep; whatever may wait runs on virtual ones. Before whoever else looks at the connectors. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebServerFactoryCustomizer<JettyServletWebServerFactory> threads() {
        return factory -> {
            var threads = new QueuedThreadPool(THREADS + Runtime.getRuntime().availableProcessors());
            threads.setName("jetty");
            var virtual = new VirtualThreadPool();
            virtual.setName("jetty-virtual-");
            threads.setVirtualThreadsExecutor(virtual);
            factory.setThreadPool(threads);
            factory.addServerCustomizers(server -> server.setConnectors(Arrays.stream(server.getConnectors())
                    .map(SocketConnector::inPlaceOf)
                    .toArray(Connector[]::new)));
        };
    }

    @Bean
    Exchanges exchanges(ConferoProperties properties) {
        var proxies = new TrustedProxies(properties.trustedProxies());
        return new Exchanges(
                properties.limits().requestTimeout(),
                properties.perAddress().connections(),
                proxies::trusts,
                System::nanoTime);
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> exchangesAreWatched(Exchanges exchanges) {
        return factory -> factory.addServerCustomizers(server -> {
            Stream.of(server.getConnectors()).forEach(connector -> connector.addEventListener(exchanges));
            configurations(server).forEach(http -> http.addCustomizer(exchanges));
        });
    }

    /** Before everything else: whoever asks for a request's address gets the client's. */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> clientsBehindProxies(ConferoProperties properties) {
        var proxies = new TrustedProxies(properties.trustedProxies());
        return factory -> factory.addServerCustomizers(server -> {
            if (!proxies.isEmpty()) {
                configurations(server).forEach(http -> http.addCustomizer(new Forwarding(proxies)));
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> bodyBound() {
        return factory -> factory.addServerCustomizers(server -> {
            server.insertHandler(new BodyBound(BODY_BYTES));
            server.setErrorHandler(new EarlyErrors());
        });
    }

    private static Stream<org.eclipse.jetty.server.HttpConfiguration> configurations(Server server) {
        return Stream.of(server.getConnectors())
                .flatMap(connector -> connector.getConnectionFactories().stream())
                .filter(ConnectionFactory.class::isInstance)
                .map(ConnectionFactory.class::cast)
                .map(ConnectionFactory::getHttpConfiguration);
    }
}
