package org.confero.server.socket;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.WelcomeLimits;
import org.confero.server.room.RoomCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant's standing with the server: who it is, where it sits, how much it may ask. Frames come from one thread at
 * a time; what a room says comes from that room's mailbox; any thread may end it.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Room for the envelope of a relayed signal, whose sender may write its id shorter than the server does. */
    private static final int SIGNAL_BYTES = Limits.FRAME_BYTES - 256;

    private final SessionContext context;
    private final SessionId id;
    private final Outbox outbox;
    private final Closer closer;
    private final Bucket messages;
    private final Bucket mistakes;
    private final AtomicReference<@Nullable Seat> seat = new AtomicReference<>();
    private volatile boolean greeted;
    private volatile boolean ended;

    /** Closes the session's socket; does not block, and only the first call counts. */
    interface Closer {
        void close(CloseCode code, String reason);
    }

    Session(SessionContext context, Outbox outbox, Closer closer) {
        this.context = context;
        this.id = context.ids().session();
        this.outbox = outbox;
        this.closer = closer;
        SocketLimits limits = context.limits();
        this.messages = bucket(limits.burst(), limits.perSecond());
        this.mistakes = bucket(limits.mistakes(), limits.mistakesPerSecond());
    }

    SessionId id() {
        return id;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean isGreeted() {
        return greeted;
    }

    /**
     * Takes one text frame. {@code next} is run when it is dealt with, in the room too, and asks for the next frame: so
     * answers come in the order of what they answer, and no more than one command of a session waits for a room.
     */
    void receive(String text, Runnable next) {
        long received = context.meters().now();
        Asked asked = read(text);
        if (asked == null) {
            next.run();
            return;
        }
        context.rooms()
                .submit(
                        asked.seat().room(),
                        asked.command(),
                        asked.seat(),
                        asked.command() instanceof RoomCommand.Signal ? timed(received, next) : next);
        // The socket may have gone while a seat was being taken; then nobody else takes it back.
        if (ended) {
            leave(LeaveReason.LOST);
        }
    }

    /** Our own fault: said once in the log, and to the client by the close code. */
    void fail(Throwable fault) {
        LOG.error("session={} failed", id, fault);
        closer.close(CloseCode.INTERNAL, "The server has failed; please try again");
    }

    /** The session is over: whoever sits in a room with it is told. Any thread, any number of times. */
    void end(LeaveReason reason) {
        ended = true;
        outbox.close();
        leave(reason);
    }

    /** The room did not take whoever was to sit there. */
    void vacate(Seat refused) {
        seat.compareAndSet(refused, null);
    }

    /** Sends what was put, or closes the socket of a reader for whom no more can be kept. */
    void flush(boolean fits) {
        if (fits) {
            outbox.flush();
        } else {
            closer.close(CloseCode.TOO_SLOW, "More waits for you than the server can keep");
        }
    }

    private Runnable timed(long received, Runnable next) {
        return () -> {
            context.meters().handedOver(received);
            next.run();
        };
    }

    private @Nullable Asked read(String text) {
        ConsumptionProbe probe = messages.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis() + 1;
            return mistake(null, ErrorCode.TOO_MANY_REQUESTS, "Too many messages; wait " + wait + " ms", wait);
        }
        try {
            return switch (Codec.decodeClient(text)) {
                case Decoded.Ok<ClientMessage>(ClientMessage message) -> handle(message);
                case Decoded.Bad<ClientMessage>(ErrorCode code, String detail, RequestId ref) ->
                    greeted ? mistake(ref, code, detail, null) : helloExpected(": " + detail);
            };
        } catch (InvalidValueException mistake) {
            return mistake(null, mistake.code(), mistake.detail(), null);
        } catch (RuntimeException fault) {
            fail(fault);
            return null;
        }
    }

    private @Nullable Asked handle(ClientMessage message) {
        if (!greeted && !(message instanceof ClientMessage.Hello)) {
            return helloExpected("");
        }
        return switch (message) {
            case ClientMessage.Hello hello -> greet(hello);
            case ClientMessage.Join join -> join(join);
            case ClientMessage.Leave() -> leave(LeaveReason.LEFT) ? answer(new ServerMessage.Left()) : notJoined();
            case ClientMessage.Signal signal -> signal(signal);
            case ClientMessage.State state -> toRoom(self -> new RoomCommand.SetState(self, state.state()));
            case ClientMessage.Ping() -> answer(new ServerMessage.Pong());
        };
    }

    private @Nullable Asked greet(ClientMessage.Hello hello) {
        if (greeted) {
            return mistake(null, ErrorCode.BAD_MESSAGE, "Hello was said before", null);
        }
        greeted = true;
        LOG.info(
                "session={} speaks {} {}",
                id,
                hello.client().name(),
                hello.client().version());
        return answer(new ServerMessage.Welcome(
                id, WelcomeLimits.DEFAULT, context.limits().heartbeat().toMillis(), context.server()));
    }

    private @Nullable Asked join(ClientMessage.Join join) {
        var asked = new Seat(this, join.room(), context.ids().participant());
        if (!seat.compareAndSet(null, asked)) {
            return mistake(join.id(), ErrorCode.ALREADY_JOINED, "You are in a room already; leave it first", null);
        }
        LOG.info("session={} joins room={} as participant={}", id, asked.room(), asked.self());
        var newcomer = new Participant(asked.self(), join.name(), join.state());
        return new Asked(
                asked,
                new RoomCommand.Join(join.id(), newcomer, context.iceServers().servers()));
    }

    private boolean leave(LeaveReason reason) {
        Seat left = seat.getAndSet(null);
        if (left == null) {
            return false;
        }
        LOG.info("session={} leaves room={} as participant={}: {}", id, left.room(), left.self(), reason.word());
        left.leave();
        context.rooms().submit(left.room(), new RoomCommand.Leave(left.self(), reason), left, () -> {});
        return true;
    }

    private @Nullable Asked signal(ClientMessage.Signal signal) {
        String data = signal.data().json();
        // A recipient would close its socket on a frame over the bound: no one may do that to another.
        if (data.length() > SIGNAL_BYTES / 3 && data.getBytes(StandardCharsets.UTF_8).length > SIGNAL_BYTES) {
            return mistake(null, ErrorCode.TOO_LARGE, "Signal data has at most " + SIGNAL_BYTES + " bytes", null);
        }
        return toRoom(self -> new RoomCommand.Signal(self, signal.to(), signal.data()));
    }

    private @Nullable Asked toRoom(Function<ParticipantId, RoomCommand> command) {
        Seat sitting = seat.get();
        return sitting == null ? notJoined() : new Asked(sitting, command.apply(sitting.self()));
    }

    private @Nullable Asked notJoined() {
        return mistake(null, ErrorCode.NOT_JOINED, "Join a room first", null);
    }

    private @Nullable Asked helloExpected(String why) {
        mistake(null, ErrorCode.HELLO_EXPECTED, "The first message is hello" + why, null);
        closer.close(CloseCode.HELLO_EXPECTED, "The first message is hello");
        return null;
    }

    private @Nullable Asked mistake(@Nullable RequestId ref, ErrorCode code, String detail, @Nullable Long retryAfter) {
        if (!mistakes.tryConsume(1)) {
            closer.close(CloseCode.TOO_MANY_REQUESTS, "Too many mistakes or too many messages");
            return null;
        }
        return answer(new ServerMessage.Failure(ref, code, detail, retryAfter));
    }

    /** Answers at once; the room is not asked. */
    private @Nullable Asked answer(ServerMessage message) {
        context.meters().said(message);
        flush(outbox.put(Codec.encode(message)));
        return null;
    }

    private static Bucket bucket(int capacity, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** What is to be asked of the room where the session sits. */
    private record Asked(Seat seat, RoomCommand command) {}
}
