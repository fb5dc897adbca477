package org.confero.codec;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;

/** From the client: one line a message in each direction. */
final class ClientMessages {
    private ClientMessages() {}

    static ClientMessage read(Fields in) {
        return switch (in.text("type")) {
            case "hello" -> new ClientMessage.Hello(in.object("client", Parts::client));
            case "join" ->
                new ClientMessage.Join(
                        new RequestId(in.text("id")),
                        new RoomId(in.text("room")),
                        new DisplayName(in.text("name")),
                        in.object("state", Parts::state));
            case "leave" -> new ClientMessage.Leave();
            case "signal" ->
                new ClientMessage.Signal(new ParticipantId(in.text("to")), new Payload(in.objectText("data")));
            case "state" -> new ClientMessage.State(in.object("state", Parts::state));
            case "ping" -> new ClientMessage.Ping();
            default -> throw Parts.unknownType();
        };
    }

    static void write(ClientMessage message, Json out) {
        switch (message) {
            case ClientMessage.Hello hello ->
                out.put("type", "hello").putObject("client", client -> Parts.write(hello.client(), client));
            case ClientMessage.Join join ->
                out.put("type", "join")
                        .put("id", join.id().value())
                        .put("room", join.room().value())
                        .put("name", join.name().value())
                        .putObject("state", state -> Parts.write(join.state(), state));
            case ClientMessage.Leave() -> out.put("type", "leave");
            case ClientMessage.Signal signal ->
                out.put("type", "signal")
                        .put("to", signal.to().value())
                        .putRaw("data", signal.data().json());
            case ClientMessage.State(var media) ->
                out.put("type", "state").putObject("state", state -> Parts.write(media, state));
            case ClientMessage.Ping() -> out.put("type", "ping");
        }
    }
}
