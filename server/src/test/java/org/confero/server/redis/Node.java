package org.confero.server.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.confero.codec.Codec;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.Until;
import org.confero.server.events.Event;
import org.confero.server.events.EventMeters;
import org.confero.server.events.Stamp;
import org.confero.server.routing.Router;

/** The rooms of one node, without a server around them. */
final class Node implements AutoCloseable {
    /** More than any test makes. */
    private static final int MOST_EVENTS = 1_000_000;

    final MeterRegistry meters = new SimpleMeterRegistry();
    private final RedisClient client;
    final RedisLink link;
    final RedisRooms rooms;
    final RedisStandings standings;

    final EventStreams streams;

    Node(TestRedis redis, String name, Duration grace) {
        client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
        link = new RedisLink(client);
        var router = new Router((ServerMessage message) -> Codec.encode(message));
        var stamp = new Stamp(name, name, InstantSource.system());
        streams = new EventStreams(link, stamp, new EventMeters(meters), MOST_EVENTS);
        rooms = new RedisRooms(link, router, name, new SharedRoomsSettings(true, 10, grace), new Random(), streams);
        rooms.start();
        standings = new RedisStandings(link, rooms, name, grace);
        standings.start();
        Until.holds(name + " is connected", link::isOpen);
    }

    /** What waits of a room, the oldest first. */
    List<Event> eventsOf(String room) {
        List<Integer> bucket = List.of(RoomStore.bucket(new RoomId(room)));
        return streams.read(bucket, MOST_EVENTS).getFirst().oldest().stream()
                .map(EventStreams.Entry::event)
                .filter(event -> event.room().value().equals(room))
                .toList();
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
