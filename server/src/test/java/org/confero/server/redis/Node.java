package org.confero.server.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.confero.codec.Codec;
import org.confero.protocol.ServerMessage;
import org.confero.server.Until;
import org.confero.server.room.Fact;
import org.confero.server.routing.Router;

/** The rooms of one node, without a server around them. */
final class Node implements AutoCloseable {
    private final RedisClient client;
    final RedisRooms rooms;
    final RedisStandings standings;

    /** What has happened in the rooms as this node decided it. */
    final List<Fact> facts = new CopyOnWriteArrayList<>();

    Node(TestRedis redis, String name, Duration grace) {
        client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
        var link = new RedisLink(client);
        var router = new Router((ServerMessage message) -> Codec.encode(message));
        rooms = new RedisRooms(
                link,
                router,
                name,
                new SharedRoomsSettings(true, 10, grace),
                new Random(),
                (room, said) -> facts.addAll(said));
        rooms.start();
        standings = new RedisStandings(link, rooms, name, grace);
        standings.start();
        Until.holds(name + " is connected", link::isOpen);
    }

    /** As a process that is killed: it says nothing more and hears nothing more. */
    void kill() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        standings.stop();
        rooms.stop();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
