package org.confero.server.wiring;

import io.lettuce.core.resource.Delay;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.ServerInfo;
import org.confero.server.events.EventMeters;
import org.confero.server.events.Stamp;
import org.confero.server.redis.EventStreams;
import org.confero.server.redis.NodeName;
import org.confero.server.redis.RedisCalls;
import org.confero.server.redis.RedisHandled;
import org.confero.server.redis.RedisLink;
import org.confero.server.redis.RedisLog;
import org.confero.server.redis.RedisRooms;
import org.confero.server.redis.RedisStandings;
import org.confero.server.redis.RedisWebhooks;
import org.confero.server.redis.SharedRoomsSettings;
import org.confero.server.room.Ids;
import org.confero.server.routing.Router;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** In cluster mode: rooms that all nodes share, in Redis. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "confero.mode", havingValue = "cluster")
class RedisConfiguration {
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    /** Rooms agree again within seconds of Redis's return; Lettuce by itself would wait for half a minute. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    @Bean
    ClientResourcesBuilderCustomizer redisReconnect() {
        return builder -> builder.reconnectDelay(Delay.exponential(FIRST_WAIT, LONGEST_WAIT, 2, TimeUnit.MILLISECONDS));
    }

    /** Spring's settings say where Redis is; its way of sending commands is not used. */
    @Bean
    RedisLink redisLink(LettuceConnectionFactory factory) {
        return new RedisLink(factory.getRequiredNativeClient());
    }

    /** Known to the others by a name of this run: who was here before a restart is not here any more. */
    @Bean
    NodeName nodeName(ServerInfo server, Ids ids) {
        return new NodeName(server.node(), ids.session().value());
    }

    @Bean
    EventStreams streams(RedisLink link, Stamp stamp, EventMeters meters, ConferoProperties properties) {
        return new EventStreams(link, stamp, meters, properties.mostEvents());
    }

    @Bean
    RedisLog factLog(RedisLink link, EventStreams streams, NodeName name) {
        return new RedisLog(link, streams, name.word());
    }

    @Bean
    RedisRooms sharedRooms(
            RedisLink link, Router router, NodeName name, ConferoProperties properties, EventStreams streams) {
        var settings = new SharedRoomsSettings(
                properties.rooms().adHoc(),
                properties.rooms().made(),
                properties.limits().grace());
        return new RedisRooms(link, router, name.word(), settings, new SecureRandom(), streams);
    }

    @Bean
    RedisCalls callStore(RedisLink link, ConferoProperties properties) {
        return new RedisCalls(link, properties.history().kept(), new SecureRandom());
    }

    @Bean
    RedisWebhooks webhookStore(RedisLink link) {
        return new RedisWebhooks(link);
    }

    @Bean
    RedisHandled handledEvents(RedisLink link) {
        return new RedisHandled(link);
    }

    @Bean
    RedisStandings sharedStandings(RedisLink link, RedisRooms rooms, NodeName name, ConferoProperties properties) {
        return new RedisStandings(link, rooms, name.word(), properties.limits().grace());
    }
}
