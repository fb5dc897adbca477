package org.confero.server.socket;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.confero.server.room.Fact;
import org.confero.server.room.RoomCommand;
import org.jspecify.annotations.Nullable;

/**
 * What a session's client says, within the limits of how much it may: each message is answered at once or becomes a command
 * to the room, in the name of its true sender. Frames come from one thread at a time.
 */
final class Dispatch {
    /** Room for the envelope of a relayed signal, whose sender may write its id shorter than the server does. */
    private static final int SIGNAL_BYTES = Limits.FRAME_BYTES - 256;

    private final SessionContext context;
    private final Session session;
    private final Bucket messages;
    private final Bucket mistakes;

    Dispatch(SessionContext context, Session session) {
        this.context = context;
        this.session = session;
        SocketLimits limits = context.limits();
        this.messages = bucket(limits.burst(), limits.perSecond());
        this.mistakes = bucket(limits.mistakes(), limits.mistakesPerSecond());
    }

    /** Takes one text frame, as {@link Session#receive} does. */
    void take(Connection from, String text, Runnable next) {
        long at = context.meters().now();
        switch (read(text)) {
            case null -> next.run();
            case Asked.AtTheDoor(Seat asked, ClientMessage.Join join) ->
                new JoinAttempt(context, session, this, asked, join, next).begin(from.address());
            case Asked.OfTheRoom(Seat asked, RoomCommand.Return back) -> {
                context.rooms().submit(asked.room(), back, asked, next);
                session.makeSureOf(asked);
            }
            case Asked.OfTheRoom(Seat sitting, RoomCommand command) ->
                context.rooms()
                        .submit(
                                sitting.room(),
                                command,
                                sitting,
                                command instanceof RoomCommand.Signal ? timed(at, next) : next);
        }
    }

    /** Tells the client what it cannot have; whoever is told so too often is closed. Any thread. */
    void refuse(@Nullable RequestId ref, ErrorCode code, String detail, @Nullable Long retryAfter) {
        if (mistakes.tryConsume(1)) {
            session.answer(new ServerMessage.Failure(ref, code, detail, retryAfter));
        } else {
            session.close(CloseCode.TOO_MANY_REQUESTS, "Too many mistakes or too many messages");
        }
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
                    mistake(ref, code, detail, null);
            };
        } catch (InvalidValueException mistake) {
            return mistake(null, mistake.code(), mistake.detail(), null);
        } catch (RuntimeException fault) {
            session.fail(fault);
            return null;
        }
    }

    private @Nullable Asked handle(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Hello ignored -> mistake(null, ErrorCode.BAD_MESSAGE, "Hello was said before", null);
            case ClientMessage.Join join -> join(join);
            case ClientMessage.Leave() ->
                session.leave(LeaveReason.LEFT) ? answer(new ServerMessage.Left()) : notJoined(null);
            case ClientMessage.Signal signal -> signal(signal);
            case ClientMessage.State state -> toRoom(null, self -> new RoomCommand.SetState(self, state.state()));
            case ClientMessage.Moderate order ->
                toRoom(order.id(), self -> new RoomCommand.Moderate(order.id(), self, order.action(), order.target()));
            case ClientMessage.Quality(var peer, var quality) -> tell(peer, quality);
            case ClientMessage.Ack(long seq) -> acknowledge(seq);
            case ClientMessage.Ping() -> answer(new ServerMessage.Pong(session.received()));
        };
    }

    private @Nullable Asked join(ClientMessage.Join join) {
        var asked = new Seat(session, join.room(), context.ids().participant());
        Seat before = session.seat();
        boolean isAnotherSocket = session.noteJoin();
        if (before != null && before.room().equals(join.room()) && isAnotherSocket) {
            return comeBack(before, asked, join);
        }
        if (!session.takeSeat(asked)) {
            return mistake(join.id(), ErrorCode.ALREADY_JOINED, "You are in a room already; leave it first", null);
        }
        // The session may have ended while a seat was being taken; then nobody else takes it back.
        if (session.isOver()) {
            session.vacate(asked);
            return null;
        }
        return new Asked.AtTheDoor(asked, join);
    }

    private @Nullable Asked comeBack(Seat before, Seat again, ClientMessage.Join join) {
        if (!session.changeSeat(before, again)) {
            return notJoined(join.id());
        }
        return new Asked.OfTheRoom(
                again,
                new RoomCommand.Return(
                        join.id(), again.self(), before.self(), join.state(), session.iceServersFor(again.self())));
    }

    private @Nullable Asked signal(ClientMessage.Signal signal) {
        String data = signal.data().json();
        // A recipient would close its socket on a frame over the bound: no one may do that to another.
        if (data.length() > SIGNAL_BYTES / 3 && data.getBytes(StandardCharsets.UTF_8).length > SIGNAL_BYTES) {
            return mistake(null, ErrorCode.TOO_LARGE, "Signal data has at most " + SIGNAL_BYTES + " bytes", null);
        }
        return toRoom(null, self -> new RoomCommand.Signal(self, signal.to(), signal.data()));
    }

    private @Nullable Asked toRoom(@Nullable RequestId ref, Function<ParticipantId, RoomCommand> command) {
        Seat sitting = session.seat();
        return sitting == null ? notJoined(ref) : new Asked.OfTheRoom(sitting, command.apply(sitting.self()));
    }

    private @Nullable Asked tell(ParticipantId peer, LinkQuality quality) {
        Seat sitting = session.seat();
        if (sitting == null) {
            return notJoined(null);
        }
        context.rooms().tell(sitting.room(), new Fact.CallQuality(sitting.self(), peer, quality));
        return null;
    }

    private @Nullable Asked acknowledge(long seq) {
        return session.acknowledge(seq)
                ? null
                : mistake(null, ErrorCode.BAD_MESSAGE, "No message of this seq was sent", null);
    }

    private @Nullable Asked notJoined(@Nullable RequestId ref) {
        return mistake(ref, ErrorCode.NOT_JOINED, "Join a room first", null);
    }

    private @Nullable Asked mistake(@Nullable RequestId ref, ErrorCode code, String detail, @Nullable Long retryAfter) {
        refuse(ref, code, detail, retryAfter);
        return null;
    }

    private @Nullable Asked answer(ServerMessage message) {
        session.answer(message);
        return null;
    }

    private Runnable timed(long received, Runnable next) {
        return () -> {
            context.meters().handedOver(received);
            next.run();
        };
    }

    private static Bucket bucket(int capacity, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** What is not answered by the session itself. */
    private sealed interface Asked {
        /** To be asked of the room where the session sits. */
        record OfTheRoom(Seat seat, RoomCommand command) implements Asked {}

        /** Whether it may come in. */
        record AtTheDoor(Seat seat, ClientMessage.Join join) implements Asked {}
    }
}
