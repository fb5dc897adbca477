package org.confero.codec;

import org.confero.protocol.ClientInfo;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Resume;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerOrigin;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.Visitor;
import org.confero.protocol.WelcomeLimits;
import org.jspecify.annotations.Nullable;

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
                new ParticipantId(in.text("id")),
                new DisplayName(in.text("name")),
                in.object("state", Parts::state),
                role(in.text("role")),
                presence(in.text("presence")));
    }

    static void write(Participant participant, Json out) {
        out.put("id", participant.id().value())
                .put("name", participant.name().value())
                .putObject("state", state -> write(participant.state(), state))
                .put("role", participant.role().word())
                .put("presence", participant.presence().word());
    }

    static RoomInfo room(Fields in) {
        String title = in.optionalText("title");
        String role = in.optionalText("role");
        return new RoomInfo(
                new RoomId(in.text("id")),
                title == null ? null : new RoomTitle(title),
                in.flag("locked"),
                in.small("capacity"),
                role == null ? null : role(role));
    }

    static void write(RoomInfo room, Json out) {
        out.put("id", room.id().value())
                .put("title", room.title() == null ? null : room.title().value())
                .put("locked", room.locked())
                .put("capacity", room.capacity())
                .put("role", room.role() == null ? null : room.role().word());
    }

    static Visitor visitor(Fields in) {
        return new Visitor(new ParticipantId(in.text("id")), new DisplayName(in.text("name")));
    }

    static void write(Visitor visitor, Json out) {
        out.put("id", visitor.id().value()).put("name", visitor.name().value());
    }

    static Resume resume(Fields in) {
        return new Resume(new SessionId(in.text("session")), new SessionSecret(in.text("secret")), in.whole("lastSeq"));
    }

    static void write(Resume resume, Json out) {
        out.put("session", resume.session().value())
                .put("secret", resume.secret().value())
                .put("lastSeq", resume.lastSeq());
    }

    static Credentials credentials(Fields in) {
        String passcode = in.optionalText("passcode");
        String key = in.optionalText("key");
        String token = in.optionalText("token");
        return passcode == null && key == null && token == null
                ? Credentials.NONE
                : new Credentials(passcode, key, token);
    }

    static @Nullable ParticipantId id(@Nullable String value) {
        return value == null ? null : new ParticipantId(value);
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
        return new ServerInfo(
                in.text("version"),
                in.text("node"),
                in.optionalTexts("addresses").stream().map(ServerOrigin::new).toList());
    }

    static void write(ServerInfo server, Json out) {
        out.put("version", server.version()).put("node", server.node());
        if (!server.addresses().isEmpty()) {
            out.putTexts(
                    "addresses",
                    server.addresses().stream().map(ServerOrigin::value).toList());
        }
    }

    static InvalidValueException unknownType() {
        return new InvalidValueException(ErrorCode.UNKNOWN_TYPE, "No message of this type is known here");
    }

    /** A newer server may know more roles; this program knows what a participant may do. */
    private static Role role(String word) {
        return Role.ofWord(word).orElse(Role.PARTICIPANT);
    }

    /** A newer server may know more. */
    private static Presence presence(String word) {
        return Presence.ofWord(word).orElse(Presence.CONNECTED);
    }
}
