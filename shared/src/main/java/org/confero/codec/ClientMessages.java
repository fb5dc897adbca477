package org.confero.codec;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;

/** From the client: one line a message in each direction. */
final class ClientMessages {
    private ClientMessages() {}

    static ClientMessage read(Fields in) {
        return switch (in.text("type")) {
            case "hello" ->
                new ClientMessage.Hello(
                        in.object("client", Parts::client),
                        in.optionalObject("resume", Parts::resume),
                        in.optionalFlag("awayIsGoodbye"));
            case "join" ->
                new ClientMessage.Join(
                        new RequestId(in.text("id")),
                        new RoomId(in.text("room")),
                        new DisplayName(in.text("name")),
                        in.object("state", Parts::state),
                        Parts.credentials(in));
            case "leave" -> new ClientMessage.Leave();
            case "signal" ->
                new ClientMessage.Signal(new ParticipantId(in.text("to")), new Payload(in.objectText("data")));
            case "state" -> new ClientMessage.State(in.object("state", Parts::state));
            case "moderate" ->
                new ClientMessage.Moderate(
                        new RequestId(in.text("id")),
                        moderation(in.text("action")),
                        Parts.id(in.optionalText("target")));
            case "quality" -> new ClientMessage.Quality(new ParticipantId(in.text("peer")), quality(in));
            case "ack" -> new ClientMessage.Ack(in.whole("seq"));
            case "ping" -> new ClientMessage.Ping();
            default -> throw Parts.unknownType();
        };
    }

    static void write(ClientMessage message, Json out) {
        switch (message) {
            case ClientMessage.Hello hello -> {
                out.put("type", "hello").putObject("client", client -> Parts.write(hello.client(), client));
                Resume resume = hello.resume();
                if (resume != null) {
                    out.putObject("resume", part -> Parts.write(resume, part));
                }
                if (hello.awayIsGoodbye()) {
                    out.put("awayIsGoodbye", true);
                }
            }
            case ClientMessage.Join join ->
                out.put("type", "join")
                        .put("id", join.id().value())
                        .put("room", join.room().value())
                        .put("name", join.name().value())
                        .putObject("state", state -> Parts.write(join.state(), state))
                        .put("passcode", join.credentials().passcode())
                        .put("key", join.credentials().key())
                        .put("token", join.credentials().token());
            case ClientMessage.Leave() -> out.put("type", "leave");
            case ClientMessage.Signal signal ->
                out.put("type", "signal")
                        .put("to", signal.to().value())
                        .putRaw("data", signal.data().json());
            case ClientMessage.State(var media) ->
                out.put("type", "state").putObject("state", state -> Parts.write(media, state));
            case ClientMessage.Moderate moderate ->
                out.put("type", "moderate")
                        .put("id", moderate.id().value())
                        .put("action", moderate.action().word())
                        .put(
                                "target",
                                moderate.target() == null
                                        ? null
                                        : moderate.target().value());
            case ClientMessage.Quality(var peer, var quality) ->
                out.put("type", "quality")
                        .put("peer", peer.value())
                        .put("connectedMs", quality.connectedMs())
                        .put("roundTripMs", quality.roundTripMs())
                        .put("lossPermille", quality.lossPermille())
                        .put("frozenMs", quality.frozenMs())
                        .put("relayed", quality.relayed());
            case ClientMessage.Ack(long seq) -> out.put("type", "ack").put("seq", seq);
            case ClientMessage.Ping() -> out.put("type", "ping");
        }
    }

    private static LinkQuality quality(Fields in) {
        long loss = in.whole("lossPermille");
        return new LinkQuality(
                in.whole("connectedMs"),
                in.whole("roundTripMs"),
                Math.clamp(loss, -1, Integer.MAX_VALUE),
                in.whole("frozenMs"),
                in.flag("relayed"));
    }

    private static Moderation moderation(String word) {
        return Moderation.ofWord(word)
                .orElseThrow(() -> new InvalidValueException(ErrorCode.BAD_MESSAGE, "No such 'action' is known here"));
    }
}
