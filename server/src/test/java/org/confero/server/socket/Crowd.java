package org.confero.server.socket;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.confero.codec.Codec;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.server.auth.Admission;
import org.confero.server.auth.Passcodes;
import org.confero.server.ice.IceServers;
import org.confero.server.presence.Presence;
import org.confero.server.room.Ids;
import org.confero.server.room.Room;
import org.confero.server.routing.LocalRooms;
import org.confero.server.routing.NoStandings;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.Router;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.util.unit.DataSize;

/** A server's signaling without its network, in a time of its own, and the clients that try it. One thread. */
final class Crowd {
    static final int SIZE = 5;

    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Nobody is stopped for talking much: what is said is what matters here. */
    private static final SocketLimits LIMITS = new SocketLimits(
            100,
            100,
            DataSize.ofMegabytes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            GRACE,
            DataSize.ofMegabytes(2),
            Duration.ofSeconds(10),
            1_000_000,
            1_000_000,
            1_000_000,
            1_000_000,
            1_000_000,
            1_000_000);

    private static final List<RoomId> ROOMS = List.of(new RoomId("room-0"), new RoomId("room-1"));

    private final Presence presence = new Presence(true, 10);
    private final Rooms rooms =
            new LocalRooms(presence, new Router((ServerMessage message) -> Codec.encode(message)), (room, facts) -> {});
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Sessions sessions = new Sessions(100, 1_000_000, meters);
    private final List<Visitor> visitors;
    private final OpenSockets open;
    private Instant now = Instant.EPOCH;

    Crowd() {
        open = new OpenSockets(
                sessions,
                rooms,
                () -> now,
                new DrainSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                LIMITS.heartbeat(),
                meters);
        var context = new SessionContext(
                rooms,
                new Admission(new Passcodes(Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()), null),
                sessions,
                new NoStandings(),
                new Ids(new Random(1)),
                new IceServers(List.of(), null),
                new ServerInfo("1", "fuzz"),
                LIMITS,
                () -> now,
                () -> now,
                meters);
        visitors = IntStream.range(0, SIZE)
                .mapToObj(number -> new Visitor(number, context, open, this))
                .toList();
    }

    Visitor visitor(int number) {
        return visitors.get(number);
    }

    /** Another one's id, or one that nobody has. */
    ParticipantId idOf(int number) {
        ParticipantId self = number < SIZE ? visitors.get(number).self() : null;
        return self == null ? new ParticipantId("nobody") : self;
    }

    /** Time goes by; everybody who is connected says that they are there. */
    void pass(int millis) {
        Instant end = now.plusMillis(millis);
        while (now.isBefore(end)) {
            now = now.plusSeconds(4).isBefore(end) ? now.plusSeconds(4) : end;
            visitors.forEach(Visitor::breathe);
            beat();
        }
    }

    /** What is true at every moment. */
    void holds() {
        for (RoomId id : ROOMS) {
            Room room = presence.find(id);
            Set<ParticipantId> there =
                    room.participants().stream().map(Participant::id).collect(Collectors.toSet());
            check(there.size() == room.participants().size(), "Somebody is in " + id + " twice");
            check(there.size() <= room.settings().capacity(), id + " is over its capacity");
            check(there.size() <= sessions.count(), "Somebody is in " + id + " without a session");
            visitors.forEach(visitor -> visitor.agreesWith(room));
        }
    }

    /** Everybody loses their socket and does not come back: then nothing is left of them. */
    void goesHome() {
        visitors.forEach(Visitor::loseAll);
        now = now.plus(GRACE.multipliedBy(2));
        beat();
        check(sessions.count() == 0, sessions.count() + " sessions are left");
        check(rooms.count() == 0, rooms.count() + " rooms are left");
        check(open.count() == 0, open.count() + " sockets are left");
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void beat() {
        sessions.tick(now);
        visitors.forEach(visitor -> visitor.tick(now));
    }
}
