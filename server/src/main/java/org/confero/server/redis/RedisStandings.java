package org.confero.server.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Standing;
import org.confero.server.routing.Standings;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sessions' places in Redis, written when they change and now and then, so that those of a dead node are gone some day, and
 * never for a message. A secret is kept as its hash: it is 130 random bits, which nobody guesses, so a fast one will do.
 */
public final class RedisStandings implements Standings, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStandings.class);

    /** Of a note that nobody renews: longer than any dead node's people are waited for. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Notes that are renewed in each look: a node's twenty thousand in half a minute, when Redis has lost its data. */
    private static final int MOST_RENEWED = 1000;

    /** Of a note: node, participant, room, messages taken, hash of the secret. */
    private static final int LINES = 5;

    /** KEYS: note. ARGV: how the note begins that is meant. Another node's stays. */
    private static final byte[] FORGET = RedisLink.bytes("""
            if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    private final Map<SessionId, Noted> noted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("standings").factory());
    private final RedisLink link;
    private final RedisRooms rooms;
    private final String node;
    private final long keptMillis;
    private volatile boolean running;

    /** @param node as for {@link RedisRooms} */
    public RedisStandings(RedisLink link, RedisRooms rooms, String node, Duration grace) {
        this.link = link;
        this.rooms = rooms;
        this.node = node;
        this.keptMillis = KEPT.plus(grace.multipliedBy(2)).toMillis();
    }

    /**
     * @param life of Redis in which it was written, if that was known
     * @param due when it has to be written again, by {@link System#nanoTime}
     */
    private record Noted(Standing standing, @Nullable String life, long due) {}

    @Override
    public void start() {
        running = true;
        var _ = pulse.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        pulse.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return RedisRooms.PHASE;
    }

    @Override
    public void note(Standing standing) {
        // What is sent keeps the order of what is noted: both in one step for each session.
        noted.compute(standing.session(), (session, before) -> write(standing));
    }

    @Override
    public void forget(SessionId session, ParticipantId self) {
        noted.compute(session, (id, is) -> {
            var _ = link.send(redis -> redis.eval(
                    FORGET, ScriptOutputType.INTEGER, new byte[][] {key(session)}, RedisLink.bytes(beginning(self))));
            return is == null || is.standing().self().equals(self) ? null : is;
        });
    }

    @Override
    public void letGo(SessionId session) {
        noted.remove(session);
    }

    @Override
    public void bring(Resume resume, Function<Standing, Newcomer> newcomer, Consumer<Outcome> then) {
        RedisFuture<byte[]> asked = link.send(redis -> redis.get(key(resume.session())));
        Thread.ofVirtual().name("bring").start(() -> then.accept(brought(resume, asked, newcomer)));
    }

    private Outcome brought(Resume resume, @Nullable RedisFuture<byte[]> asked, Function<Standing, Newcomer> newcomer) {
        try {
            byte[] found = link.await(asked);
            Standing standing = found == null ? null : read(resume, RedisLink.text(found));
            return standing == null ? Outcome.NOBODY : brought(standing, newcomer.apply(standing));
        } catch (UnavailableException away) {
            return Outcome.UNKNOWN;
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("session", resume.session())
                    .setCause(fault)
                    .log("cannot be brought here");
            return Outcome.UNKNOWN;
        }
    }

    private Outcome brought(Standing standing, Newcomer newcomer) {
        var move = new RoomCommand.Move(standing.self(), newcomer.iceServers());
        try {
            boolean isThere =
                    rooms.bring(standing.room(), move, newcomer.sink()).join();
            if (isThere) {
                note(standing);
            }
            return isThere ? Outcome.HERE : Outcome.NOBODY;
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    // What could not be written, or is old, or was lost with Redis's data.
    private void look() {
        String life = rooms.epoch();
        long now = System.nanoTime();
        noted.values().stream()
                .filter(is -> now - is.due() >= 0 || !Objects.equals(is.life(), life))
                .limit(MOST_RENEWED)
                .forEach(is -> noted.computeIfPresent(
                        is.standing().session(), (id, still) -> still.equals(is) ? write(is.standing()) : still));
    }

    private Noted write(Standing standing) {
        byte[] value = RedisLink.bytes(beginning(standing.self())
                + String.join(
                        "\n",
                        standing.room().value(),
                        Long.toString(standing.received()),
                        hash(standing.session(), standing.secret())));
        String life = rooms.epoch();
        RedisFuture<String> sent =
                link.send(redis -> redis.set(key(standing.session()), value, SetArgs.Builder.px(keptMillis)));
        long now = System.nanoTime();
        if (sent == null) {
            return new Noted(standing, life, now);
        }
        var written = new Noted(standing, life, now + TimeUnit.MILLISECONDS.toNanos(keptMillis / 2));
        var _ = sent.whenComplete((ok, failure) -> {
            if (failure != null) {
                noted.replace(standing.session(), written, new Noted(standing, life, System.nanoTime()));
            }
        });
        return written;
    }

    private String beginning(ParticipantId self) {
        return node + '\n' + self.value() + '\n';
    }

    /** Null when the secret is another. */
    private static @Nullable Standing read(Resume resume, String note) {
        String[] lines = note.split("\n", -1);
        if (lines.length != LINES) {
            throw new IllegalStateException("What is noted of session " + resume.session() + " cannot be read");
        }
        byte[] known = lines[4].getBytes(StandardCharsets.US_ASCII);
        byte[] shown = hash(resume.session(), resume.secret()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(known, shown)
                ? new Standing(
                        resume.session(),
                        resume.secret(),
                        new RoomId(lines[2]),
                        new ParticipantId(lines[1]),
                        Long.parseLong(lines[3]))
                : null;
    }

    private static String hash(SessionId session, SessionSecret secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(RedisLink.bytes(session.value() + '\n' + secret.value())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }

    private static byte[] key(SessionId session) {
        return RedisLink.bytes("confero:session:" + session.value());
    }
}
