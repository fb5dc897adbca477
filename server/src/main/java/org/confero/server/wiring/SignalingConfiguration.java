package org.confero.server.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.ServerOrigin;
import org.confero.server.address.AddressRates;
import org.confero.server.auth.Admission;
import org.confero.server.auth.Passcodes;
import org.confero.server.auth.Tokens;
import org.confero.server.events.Events;
import org.confero.server.presence.Presence;
import org.confero.server.rest.RequestRates;
import org.confero.server.room.Ids;
import org.confero.server.routing.LocalRooms;
import org.confero.server.routing.NoStandings;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.Router;
import org.confero.server.routing.Standings;
import org.confero.server.socket.Farewell;
import org.confero.server.socket.Handshake;
import org.confero.server.socket.Meters;
import org.confero.server.socket.OpenSockets;
import org.confero.server.socket.Origins;
import org.confero.server.socket.SessionContext;
import org.confero.server.socket.Sessions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

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
        return new ServerInfo(
                version,
                node,
                properties.addresses().stream().map(ServerOrigin::new).toList());
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
            Gauge.builder("confero.sessions.waiting", sessions, Sessions::waiting)
                    .register(registry);
            Gauge.builder("confero.rooms", rooms, Rooms::count).register(registry);
            Gauge.builder("confero.rooms.made", rooms, Rooms::made).register(registry);
        };
    }

    @Bean
    Router router(Meters meters) {
        return new Router((ServerMessage message) -> {
            meters.said(message);
            return Codec.encode(message);
        });
    }

    @Bean
    @ConditionalOnProperty(name = "confero.mode", havingValue = "single", matchIfMissing = true)
    Rooms localRooms(ConferoProperties properties, Router router, Events events) {
        var presence =
                new Presence(properties.rooms().adHoc(), properties.rooms().made());
        return new LocalRooms(presence, router, events::tell);
    }

    @Bean
    @ConditionalOnProperty(name = "confero.mode", havingValue = "single", matchIfMissing = true)
    Standings noStandings() {
        return new NoStandings();
    }

    /** PBKDF2 needs no other library, no large memory, and takes passcodes of any length whole, which BCrypt does not. */
    @Bean
    Passcodes passcodes() {
        return new Passcodes(Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8());
    }

    @Bean
    Admission admission(Passcodes passcodes, ObjectProvider<Tokens> tokens) {
        return new Admission(passcodes, tokens.getIfAvailable());
    }

    /** Only where everybody needs one. */
    @Bean
    @ConditionalOnProperty(name = "confero.auth.mode", havingValue = "jwt")
    Tokens tokens(ConferoProperties properties) {
        return new Tokens(Objects.requireNonNull(properties.auth().jwt(), "Checked by the settings"));
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
            Admission admission,
            Sessions sessions,
            Standings standings,
            Ids ids,
            ServerInfo server,
            ConferoProperties properties,
            InstantSource clock,
            Meters meters) {
        return new SessionContext(
                rooms,
                admission,
                sessions,
                standings,
                ids,
                properties.ice(),
                server,
                properties.limits(),
                InstantSource.system(),
                clock,
                meters);
    }

    @Bean
    Sessions sessions(ConferoProperties properties, Meters meters) {
        return new Sessions(
                properties.limits().waitingSessions(),
                properties.limits().replayTotal().toBytes(),
                meters);
    }

    @Bean
    OpenSockets openSockets(
            Sessions sessions, Rooms rooms, InstantSource clock, ConferoProperties properties, Meters meters) {
        return new OpenSockets(
                sessions, rooms, clock, properties.drain(), properties.limits().heartbeat(), meters);
    }

    @Bean
    AddressRates addressRates(ConferoProperties properties) {
        return new AddressRates(properties.perAddress());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "confero.sockets", matchIfMissing = true)
    ServletRegistrationBean<Handshake> handshake(
            SessionContext context, OpenSockets open, ConferoProperties properties, AddressRates rates) {
        // A page of one address goes on by another one.
        var origins = new Origins(Stream.concat(properties.allowedOrigins().stream(), properties.addresses().stream())
                .toList());
        return new ServletRegistrationBean<>(
                new Handshake(context, open, origins, properties.perAddress(), rates), "/ws");
    }

    /** After the headers that every answer has, and before whatever costs more. */
    @Bean
    FilterRegistrationBean<RequestRates> requestRates(AddressRates rates, OpenSockets open, Meters meters) {
        var registration =
                new FilterRegistrationBean<>(new RequestRates(rates, open::isRunning, meters::requestRefused));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    ServletRegistrationBean<Farewell> farewell(Sessions sessions) {
        return new ServletRegistrationBean<>(new Farewell(sessions), "/api/v1/leave");
    }
}
