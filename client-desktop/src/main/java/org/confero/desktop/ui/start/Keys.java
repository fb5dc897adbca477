package org.confero.desktop.ui.start;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.confero.protocol.Credentials;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/** What opened rooms' doors for us, for as long as the app runs; never on disk. Confined to one thread. */
final class Keys {
    /** More rooms than anybody visits between two starts of the app; of more the oldest are asked for again. */
    private static final int MOST_ROOMS = 64;

    private record Door(URI server, RoomId room) {}

    private record Token(URI server, String text) {
        /** A token is not for logs. */
        @Override
        public String toString() {
            return "Token[" + server + "]";
        }
    }

    private final Map<Door, Credentials> known = new LinkedHashMap<>();

    private @Nullable Token token;

    /** What we were given for a room; the token, which is for all rooms of a server, beside it. */
    Credentials of(URI server, RoomId room) {
        Credentials of = known.getOrDefault(new Door(server, room), Credentials.NONE);
        return new Credentials(of.passcode(), of.key(), token(server));
    }

    /** Null where we were given none for that server: another one must not see it. */
    @Nullable
    String token(URI server) {
        Token given = token;
        return given == null || !given.server().equals(server) ? null : given.text();
    }

    void holdToken(URI server, @Nullable String text) {
        token = text == null ? null : new Token(server, text);
    }

    void hold(URI server, RoomId room, Credentials credentials) {
        known.put(new Door(server, room), credentials);
        if (known.size() > MOST_ROOMS) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Beside the key that is known. */
    void holdPasscode(URI server, RoomId room, @Nullable String passcode) {
        Credentials before = of(server, room);
        hold(server, room, new Credentials(passcode, before.key(), null));
    }

    boolean hasHostKey(Optional<URI> server, Optional<RoomId> room) {
        return server.flatMap(to -> room.map(id -> of(to, id).key() != null)).orElse(false);
    }
}
