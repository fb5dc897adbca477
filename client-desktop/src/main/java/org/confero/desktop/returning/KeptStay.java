package org.confero.desktop.returning;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.confero.protocol.DisplayName;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;

/**
 * A stay in a room, as far as somebody who was killed in it needs it to come back. Passcodes, host keys and tokens are not in it: who
 * comes back to a place is not asked for them.
 *
 * @param server by which the person came
 * @param address at which the session was last
 * @param resume with a secret that is as good as a password
 * @param grace how long the session waits for us
 */
public record KeptStay(
        URI server,
        URI address,
        RoomId room,
        DisplayName name,
        boolean microphone,
        boolean camera,
        Resume resume,
        Duration grace) {
    /** Whether it is of the same room of the same server. */
    public boolean isOf(URI otherServer, RoomId otherRoom) {
        return server.equals(otherServer) && room.equals(otherRoom);
    }

    Properties write() {
        Properties kept = new Properties();
        kept.setProperty("server", server.toString());
        kept.setProperty("address", address.toString());
        kept.setProperty("room", room.value());
        kept.setProperty("name", name.value());
        kept.setProperty("microphone", String.valueOf(microphone));
        kept.setProperty("camera", String.valueOf(camera));
        kept.setProperty("session", resume.session().value());
        kept.setProperty("secret", resume.secret().value());
        kept.setProperty("lastSeq", String.valueOf(resume.lastSeq()));
        kept.setProperty("grace", String.valueOf(grace.toMillis()));
        return kept;
    }

    /** Nothing for what is no stay: another version may have written it. */
    static Optional<KeptStay> read(Properties kept) {
        try {
            return Optional.of(new KeptStay(
                    URI.create(text(kept, "server")),
                    URI.create(text(kept, "address")),
                    new RoomId(text(kept, "room")),
                    new DisplayName(text(kept, "name")),
                    Boolean.parseBoolean(text(kept, "microphone")),
                    Boolean.parseBoolean(text(kept, "camera")),
                    new Resume(
                            new SessionId(text(kept, "session")),
                            new SessionSecret(text(kept, "secret")),
                            Long.parseLong(text(kept, "lastSeq"))),
                    Duration.ofMillis(Long.parseLong(text(kept, "grace")))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(Properties kept, String name) {
        return kept.getProperty(name, "");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeptStay[" + room + "]";
    }
}
