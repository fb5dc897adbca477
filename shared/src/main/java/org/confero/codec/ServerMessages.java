package org.confero.codec;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.jspecify.annotations.Nullable;

/** From the server: one line a message in each direction. */
final class ServerMessages {
    private ServerMessages() {}

    static ServerMessage read(Fields in) {
        return switch (in.text("type")) {
            case "welcome" ->
                new ServerMessage.Welcome(
                        new SessionId(in.text("session")),
                        new SessionSecret(in.text("secret")),
                        resumed(in.text("resumed")),
                        in.whole("seq"),
                        in.whole("received"),
                        in.object("limits", Parts::limits),
                        in.whole("heartbeat"),
                        in.whole("grace"),
                        in.object("server", Parts::server));
            case "joined" ->
                new ServerMessage.Joined(
                        ref(in.optionalText("ref")),
                        in.whole("seq"),
                        new ParticipantId(in.text("self")),
                        in.object("room", Parts::room),
                        in.objects("participants", Parts::participant),
                        in.objects("iceServers", Parts::iceServer));
            case "waiting" ->
                new ServerMessage.Waiting(
                        ref(in.optionalText("ref")),
                        in.whole("seq"),
                        new ParticipantId(in.text("self")),
                        new RoomId(in.text("room")));
            case "left" -> new ServerMessage.Left();
            case "participant-joined" ->
                new ServerMessage.ParticipantJoined(in.whole("seq"), in.object("participant", Parts::participant));
            case "participant-updated" ->
                new ServerMessage.ParticipantUpdated(in.whole("seq"), in.object("participant", Parts::participant));
            case "participant-left" ->
                new ServerMessage.ParticipantLeft(
                        in.whole("seq"), new ParticipantId(in.text("id")), leaveReason(in.text("reason")));
            case "signal" ->
                new ServerMessage.Signal(
                        in.whole("seq"), new ParticipantId(in.text("from")), new Payload(in.objectText("data")));
            case "knock" -> new ServerMessage.Knock(in.whole("seq"), in.object("visitor", Parts::visitor));
            case "knock-ended" -> new ServerMessage.KnockEnded(in.whole("seq"), new ParticipantId(in.text("id")));
            case "mute-requested" ->
                new ServerMessage.MuteRequested(in.whole("seq"), new ParticipantId(in.text("from")));
            case "room-updated" -> new ServerMessage.RoomUpdated(in.whole("seq"), in.object("room", Parts::room));
            case "removed" -> new ServerMessage.Removed(in.whole("seq"));
            case "ended" -> new ServerMessage.Ended(in.whole("seq"), endReason(in.text("reason")));
            case "ice-servers" -> new ServerMessage.IceServersChanged(in.objects("iceServers", Parts::iceServer));
            case "done" -> new ServerMessage.Done(new RequestId(in.text("ref")));
            case "pong" -> new ServerMessage.Pong(in.whole("received"));
            case "closing" -> new ServerMessage.Closing(in.text("reason"), in.whole("reconnectAfter"));
            case "error" ->
                new ServerMessage.Failure(
                        ref(in.optionalText("ref")),
                        errorCode(in.text("code")),
                        in.text("detail"),
                        in.optionalWhole("retryAfter"));
            default -> throw Parts.unknownType();
        };
    }

    static void write(ServerMessage message, Json out) {
        switch (message) {
            case ServerMessage.Welcome welcome ->
                out.put("type", "welcome")
                        .put("session", welcome.session().value())
                        .put("secret", welcome.secret().value())
                        .put("resumed", welcome.resumed().word())
                        .put("seq", welcome.seq())
                        .put("received", welcome.received())
                        .putObject("limits", limits -> Parts.write(welcome.limits(), limits))
                        .put("heartbeat", welcome.heartbeat())
                        .put("grace", welcome.grace())
                        .putObject("server", server -> Parts.write(welcome.server(), server));
            case ServerMessage.Joined joined ->
                out.put("type", "joined")
                        .put("ref", joined.ref() == null ? null : joined.ref().value())
                        .put("seq", joined.seq())
                        .put("self", joined.self().value())
                        .putObject("room", room -> Parts.write(joined.room(), room))
                        .putObjects("participants", each(joined.participants(), Parts::write))
                        .putObjects("iceServers", each(joined.iceServers(), Parts::write));
            case ServerMessage.Waiting waiting ->
                out.put("type", "waiting")
                        .put("ref", waiting.ref() == null ? null : waiting.ref().value())
                        .put("seq", waiting.seq())
                        .put("self", waiting.self().value())
                        .put("room", waiting.room().value());
            case ServerMessage.Left() -> out.put("type", "left");
            case ServerMessage.ParticipantJoined joined ->
                out.put("type", "participant-joined")
                        .put("seq", joined.seq())
                        .putObject("participant", participant -> Parts.write(joined.participant(), participant));
            case ServerMessage.ParticipantUpdated updated ->
                out.put("type", "participant-updated")
                        .put("seq", updated.seq())
                        .putObject("participant", participant -> Parts.write(updated.participant(), participant));
            case ServerMessage.ParticipantLeft left ->
                out.put("type", "participant-left")
                        .put("seq", left.seq())
                        .put("id", left.id().value())
                        .put("reason", left.reason().word());
            case ServerMessage.Signal signal ->
                out.put("type", "signal")
                        .put("seq", signal.seq())
                        .put("from", signal.from().value())
                        .putRaw("data", signal.data().json());
            case ServerMessage.Knock knock ->
                out.put("type", "knock")
                        .put("seq", knock.seq())
                        .putObject("visitor", visitor -> Parts.write(knock.visitor(), visitor));
            case ServerMessage.KnockEnded ended ->
                out.put("type", "knock-ended")
                        .put("seq", ended.seq())
                        .put("id", ended.id().value());
            case ServerMessage.MuteRequested asked ->
                out.put("type", "mute-requested")
                        .put("seq", asked.seq())
                        .put("from", asked.from().value());
            case ServerMessage.RoomUpdated updated ->
                out.put("type", "room-updated")
                        .put("seq", updated.seq())
                        .putObject("room", room -> Parts.write(updated.room(), room));
            case ServerMessage.Removed(long seq) -> out.put("type", "removed").put("seq", seq);
            case ServerMessage.Ended ended ->
                out.put("type", "ended")
                        .put("seq", ended.seq())
                        .put("reason", ended.reason().word());
            case ServerMessage.IceServersChanged changed ->
                out.put("type", "ice-servers").putObjects("iceServers", each(changed.iceServers(), Parts::write));
            case ServerMessage.Done(var ref) -> out.put("type", "done").put("ref", ref.value());
            case ServerMessage.Pong(long received) -> out.put("type", "pong").put("received", received);
            case ServerMessage.Closing closing ->
                out.put("type", "closing")
                        .put("reason", closing.reason())
                        .put("reconnectAfter", closing.reconnectAfter());
            case ServerMessage.Failure failure ->
                out.put("type", "error")
                        .put("ref", failure.ref() == null ? null : failure.ref().value())
                        .put("code", failure.code().word())
                        .put("detail", failure.detail())
                        .put("retryAfter", failure.retryAfter());
        }
    }

    private static <T> List<Consumer<Json>> each(List<T> parts, BiConsumer<T, Json> write) {
        return parts.stream()
                .<Consumer<Json>>map(part -> out -> write.accept(part, out))
                .toList();
    }

    private static @Nullable RequestId ref(@Nullable String value) {
        return value == null ? null : new RequestId(value);
    }

    /** Whoever does not understand what became of a session has none. */
    private static Resumed resumed(String word) {
        return Resumed.ofWord(word).orElse(Resumed.NONE);
    }

    /** A newer server may know more reasons; over is over. */
    private static EndReason endReason(String word) {
        return EndReason.ofWord(word).orElse(EndReason.HOST);
    }

    /** A newer server may know more reasons; gone is gone. */
    private static LeaveReason leaveReason(String word) {
        return LeaveReason.ofWord(word).orElse(LeaveReason.LEFT);
    }

    /** A newer server may know more codes; to an older client they are the server's own affair. */
    private static ErrorCode errorCode(String word) {
        return ErrorCode.ofWord(word).orElse(ErrorCode.INTERNAL);
    }
}
