package org.confero.desktop.ui.start;

import java.net.URI;
import java.util.Optional;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.RoomId;

/** A room's link taken apart: {@code http://host:port/ROOM}. */
record Link(URI server, RoomId room) {
    /** Nothing, when the text is no whole link to a room. */
    static Optional<Link> of(String text) {
        String typed = text.strip();
        int host = typed.indexOf("://") + 3;
        int path = typed.indexOf('/', host);
        if (host < 3 || path < 0) {
            return Optional.empty();
        }
        String room = typed.substring(path + 1);
        try {
            return Optional.of(new Link(
                    ServerAddress.of(typed.substring(0, path)),
                    new RoomId(room.endsWith("/") ? room.substring(0, room.length() - 1) : room)));
        } catch (InvalidAddressException | InvalidValueException e) {
            return Optional.empty();
        }
    }
}
