package org.confero.server.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.confero.codec.Codec;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.server.presence.Presence;
import org.confero.server.room.Ids;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.Router;
import org.confero.server.socket.Farewell;
import org.confero.server.socket.Handshake;
import org.confero.server.socket.Meters;
import org.confero.server.socket.OpenSockets;
import org.confero.server.socket.Origins;
import org.confero.server.socket.SessionContext;
import org.confero.server.socket.Sessions;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the socket's handshake to the rooms. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConferoProperties.class)
class SignalingConfiguration {
    @Bean
    Ids ids() {
        return new Ids(new SecureRandom());
    }

    @Bean
    ServerInfo serverInfo(ConferoProperties properties, Ids ids, ObjectProvider<BuildProperties> build) {
        String node = properties.node() == null ? ids.session().value() : properties.node();
        String version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
        return new ServerInfo(version, node);
    }

    @Bean
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    /** What a server has at the moment, asked for only when somebody reads the meters. */
    @Bean
    MeterBinder levels(OpenSockets open, Sessions sessions, Rooms rooms) {
        return registry -> {
            Gauge.builder("confero.sockets", open, OpenSockets::count).register(registry);
            Gauge.builder("confero.sessions", sessions, Sessions::count).register(registry);
            Gauge.builder("confero.rooms", rooms, Rooms::count).register(registry);
        };
    }

    @Bean
    Rooms rooms(Meters meters) {
        return new Rooms(new Presence(), new Router((ServerMessage message) -> {
            meters.said(message);
            return Codec.encode(message);
        }));
    }

    /** Goes on evenly when somebody sets the machine's clock. */
    @Bean
    InstantSource clock() {
        Instant start = Instant.now();
        long zero = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - zero);
    }

    @Bean
    SessionContext sessionContext(
            Rooms rooms,
            Sessions sessions,
            Ids ids,
            ServerInfo server,
            ConferoProperties properties,
            InstantSource clock,
            Meters meters) {
        return new SessionContext(rooms, sessions, ids, properties.ice(), server, properties.limits(), clock, meters);
    }

    @Bean
    Sessions sessions() {
        return new Sessions();
    }

    @Bean
    OpenSockets openSockets(Sessions sessions, InstantSource clock) {
        return new OpenSockets(sessions, clock);
    }

    @Bean
    ServletRegistrationBean<Handshake> handshake(
            SessionContext context, OpenSockets open, ConferoProperties properties) {
        return new ServletRegistrationBean<>(
                new Handshake(context, open, new Origins(properties.allowedOrigins())), "/ws");
    }

    @Bean
    ServletRegistrationBean<Farewell> farewell(Sessions sessions) {
        return new ServletRegistrationBean<>(new Farewell(sessions), "/api/v1/leave");
    }

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> webSocketContainer() {
        return factory -> factory.addServerCustomizers(server -> server.getDescendants(ServletContextHandler.class)
                .forEach(handler -> JettyWebSocketServletContainerInitializer.configure(handler, null)));
    }
}
