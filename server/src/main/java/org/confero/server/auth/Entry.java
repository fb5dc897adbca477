package org.confero.server.auth;

import org.confero.protocol.Credentials;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.server.room.RoomSettings;

/**
 * Somebody wants in.
 *
 * @param settings the room's, as they are when it is asked
 * @param address the client's
 */
public record Entry(RoomId room, RoomSettings settings, Credentials shown, SessionId session, String address) {
    boolean needsPasscode() {
        return settings.passcodeHash() != null;
    }
}
