package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.confero.protocol.Participant;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.confero.server.redis.RedisFleet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two whole servers on each kind of Redis that operators may run, which are all as good as a single one. */
@Timeout(300)
class RedisFleetIT {
    /** More rooms than machines, so that each machine has some. */
    private static final int ROOMS = 12;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aClusterOfRedisHasEveryRoomOnce() throws IOException {
        RedisFleet redis = opened(RedisFleet.cluster());
        TestServer first = server(redis);
        TestServer second = server(redis);
        for (int room = 0; room < ROOMS; room++) {
            meet(first, second, "of-many-" + room);
        }
    }

    @Test
    void anEncryptedRedisWithAccountsIsUsedAsAnyOther() throws IOException {
        RedisFleet redis = opened(RedisFleet.overTls());
        TestServer first = server(redis);
        TestServer second = server(redis);
        meet(first, second, "behind-tls");
    }

    @Test
    void aReplicaThatTakesTheDeadMastersPlaceHasItsRooms() throws IOException {
        RedisFleet redis = opened(RedisFleet.withSentinel());
        TestServer first = server(redis);
        TestServer second = server(redis);
        TestClient ada = opened(TestClient.greeted(first));
        ServerMessage.Joined adas = comeIn(ada, "outlives");

        redis.killFirst();
        TestClient bob = opened(TestClient.greeted(second));
        ServerMessage.Joined bobs = comeIn(bob, "outlives");
        assertThat(bobs.participants()).extracting(Participant::id).containsExactly(adas.self());
        ada.await(ServerMessage.ParticipantJoined.class);
        bob.signal(adas.self(), "{\"candidate\":null}");
        assertThat(ada.await(ServerMessage.Signal.class).from()).isEqualTo(bobs.self());
        bob.crash();
        assertThat(ada.await(ServerMessage.ParticipantUpdated.class)
                        .participant()
                        .presence())
                .isEqualTo(Presence.RECONNECTING);
    }

    private void meet(TestServer first, TestServer second, String room) {
        TestClient ada = opened(TestClient.greeted(first));
        ServerMessage.Joined adas = comeIn(ada, room);
        TestClient bob = opened(TestClient.greeted(second));
        ServerMessage.Joined bobs = comeIn(bob, room);
        assertThat(bobs.participants()).extracting(Participant::id).containsExactly(adas.self());
        assertThat(ada.await(ServerMessage.ParticipantJoined.class)
                        .participant()
                        .id())
                .isEqualTo(bobs.self());
        ada.signal(bobs.self(), "{\"candidate\":null}");
        assertThat(bob.await(ServerMessage.Signal.class).from()).isEqualTo(adas.self());
    }

    /** As clients do: again and again while the server says to come again. */
    private static ServerMessage.Joined comeIn(TestClient client, String room) {
        while (true) {
            client.askIn(room, "Somebody");
            ServerMessage answer = client.hear(ServerMessage.class);
            if (answer instanceof ServerMessage.Joined joined) {
                return joined;
            }
            Long retryAfter = ((ServerMessage.Failure) answer).retryAfter();
            assertThat(retryAfter).as(answer.toString()).isNotNull();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(retryAfter));
        }
    }

    private TestServer server(RedisFleet redis) {
        return opened(TestServer.start(
                Stream.concat(redis.settings().stream(), Stream.of("confero.workers=false", "spring.rabbitmq.port=1"))
                        .toArray(String[]::new)));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }
}
