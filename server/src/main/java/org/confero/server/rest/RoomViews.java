package org.confero.server.rest;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.Visitor;
import org.confero.server.room.Room;
import org.confero.server.room.RoomSettings;
import org.jspecify.annotations.Nullable;

/** Rooms as they are told over HTTP. openapi.json describes them. */
final class RoomViews {
    private RoomViews() {}

    /** What anybody who has the id may know. */
    record PublicRoom(
            String id,
            URI link,
            @Nullable String title,
            boolean passcode,
            boolean waitingRoom,
            boolean hostSuccession,
            boolean locked,
            boolean full,
            int capacity,
            long emptyFor,
            @Nullable Instant expires) {}

    /** The answer to whoever makes a room: the one time that the host key is told. */
    record MadeRoom(
            String id,
            URI link,
            String hostKey,
            long emptyFor,
            @Nullable Instant expires) {
        @Override
        public String toString() {
            return "MadeRoom[" + id + "]";
        }
    }

    /** Who is there, for hosts. */
    record People(List<Person> participants, List<Knocker> waiting) {}

    record Person(String id, String name, String role, String presence, MediaState state) {}

    record Knocker(String id, String name) {}

    static PublicRoom publicRoom(Room room, URI link) {
        RoomSettings settings = room.settings();
        RoomTitle title = settings.title();
        return new PublicRoom(
                room.id().value(),
                link,
                title == null ? null : title.value(),
                settings.passcodeHash() != null,
                settings.waitingRoom(),
                settings.hostSuccession(),
                room.locked(),
                room.isFull(),
                settings.capacity(),
                settings.emptyFor().toMillis(),
                settings.expires());
    }

    /** Another one whenever the room is not what it was for those who read or change it; also for a new passcode. */
    static String tag(Room room) {
        RoomSettings settings = room.settings();
        return ETags.ofText(String.join(
                "\n",
                String.valueOf(settings.title()),
                String.valueOf(settings.passcodeHash()),
                String.valueOf(settings.hostKeyHash()),
                settings.waitingRoom() + " " + settings.hostSuccession() + " " + room.locked() + " " + room.isFull(),
                settings.capacity() + " " + settings.emptyFor() + " " + settings.expires()));
    }

    static People people(Room room) {
        return new People(
                room.participants().stream().map(RoomViews::person).toList(),
                room.visitors().stream().map(RoomViews::knocker).toList());
    }

    private static Person person(Participant participant) {
        return new Person(
                participant.id().value(),
                participant.name().value(),
                participant.role().word(),
                participant.presence().word(),
                participant.state());
    }

    private static Knocker knocker(Visitor visitor) {
        return new Knocker(visitor.id().value(), visitor.name().value());
    }
}
