package org.confero.codec;

import org.confero.protocol.ClientInfo;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.WelcomeLimits;

/** The objects that messages are made of. */
final class Parts {
    private Parts() {}

    static ClientInfo client(Fields in) {
        return new ClientInfo(in.text("name"), in.text("version"));
    }

    static void write(ClientInfo client, Json out) {
        out.put("name", client.name()).put("version", client.version());
    }

    static MediaState state(Fields in) {
        return new MediaState(in.flag("audio"), in.flag("video"), in.flag("screen"), in.flag("hand"));
    }

    static void write(MediaState state, Json out) {
        out.put("audio", state.audio())
                .put("video", state.video())
                .put("screen", state.screen())
                .put("hand", state.hand());
    }

    static Participant participant(Fields in) {
        return new Participant(
                new ParticipantId(in.text("id")), new DisplayName(in.text("name")), in.object("state", Parts::state));
    }

    static void write(Participant participant, Json out) {
        out.put("id", participant.id().value())
                .put("name", participant.name().value())
                .putObject("state", state -> write(participant.state(), state));
    }

    static RoomInfo room(Fields in) {
        return new RoomInfo(new RoomId(in.text("id")), in.small("capacity"));
    }

    static void write(RoomInfo room, Json out) {
        out.put("id", room.id().value()).put("capacity", room.capacity());
    }

    static IceServer iceServer(Fields in) {
        return new IceServer(in.texts("urls"), in.optionalText("username"), in.optionalText("credential"));
    }

    static void write(IceServer server, Json out) {
        out.putTexts("urls", server.urls()).put("username", server.username()).put("credential", server.credential());
    }

    static WelcomeLimits limits(Fields in) {
        return new WelcomeLimits(in.small("frame"), in.small("name"), in.small("capacity"));
    }

    static void write(WelcomeLimits limits, Json out) {
        out.put("frame", limits.frame()).put("name", limits.name()).put("capacity", limits.capacity());
    }

    static ServerInfo server(Fields in) {
        return new ServerInfo(in.text("version"), in.text("node"));
    }

    static void write(ServerInfo server, Json out) {
        out.put("version", server.version()).put("node", server.node());
    }

    static InvalidValueException unknownType() {
        return new InvalidValueException(ErrorCode.UNKNOWN_TYPE, "No message of this type is known here");
    }
}
