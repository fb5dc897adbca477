package org.confero.codec;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/** From the server: one line a message in each direction. */
final class ServerMessages {
    private ServerMessages() {}

    static ServerMessage read(Fields in) {
        return switch (in.text("type")) {
            case "welcome" ->
                new ServerMessage.Welcome(
                        new SessionId(in.text("session")),
                        in.object("limits", Parts::limits),
                        in.whole("heartbeat"),
                        in.object("server", Parts::server));
            case "joined" ->
                new ServerMessage.Joined(
                        new RequestId(in.text("ref")),
                        in.whole("seq"),
                        new ParticipantId(in.text("self")),
                        in.object("room", Parts::room),
                        in.objects("participants", Parts::participant),
                        in.objects("iceServers", Parts::iceServer));
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
            case "pong" -> new ServerMessage.Pong();
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
                        .putObject("limits", limits -> Parts.write(welcome.limits(), limits))
                        .put("heartbeat", welcome.heartbeat())
                        .putObject("server", server -> Parts.write(welcome.server(), server));
            case ServerMessage.Joined joined ->
                out.put("type", "joined")
                        .put("ref", joined.ref().value())
                        .put("seq", joined.seq())
                        .put("self", joined.self().value())
                        .putObject("room", room -> Parts.write(joined.room(), room))
                        .putObjects("participants", each(joined.participants(), Parts::write))
                        .putObjects("iceServers", each(joined.iceServers(), Parts::write));
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
            case ServerMessage.Pong() -> out.put("type", "pong");
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

    /** A newer server may know more reasons; gone is gone. */
    private static LeaveReason leaveReason(String word) {
        return LeaveReason.ofWord(word).orElse(LeaveReason.LEFT);
    }

    /** A newer server may know more codes; to an older client they are the server's own affair. */
    private static ErrorCode errorCode(String word) {
        return ErrorCode.ofWord(word).orElse(ErrorCode.INTERNAL);
    }
}
