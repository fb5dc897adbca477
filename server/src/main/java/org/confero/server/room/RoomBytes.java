package org.confero.server.room;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.confero.protocol.DisplayName;
import org.confero.protocol.IceServer;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.jspecify.annotations.Nullable;

/**
 * A room as bytes, for where it is kept outside of this process: all that its rules need, and nothing else. What is read is
 * bounded as the room itself is; throws {@link IOException} for what no room has written.
 */
public final class RoomBytes {
    /** Of this form. Another form gets another number, and says here how the older ones are read. */
    private static final int FORM = 1;

    /** A session, an address and a token's subject; the rest is for what is yet to come. */
    private static final int MOST_MARKS = 16;

    private static final int MOST_ICE_SERVERS = 256;
    private static final int MOST_URLS = 256;

    private RoomBytes() {}

    public static void write(Room room, DataOutputStream out) throws IOException {
        out.writeByte(FORM);
        out.writeUTF(room.id().value());
        out.writeLong(room.version());
        writeSettings(room.settings(), out);
        out.writeBoolean(room.locked());
        writeTime(room.emptySince(), out);
        writeAll(room.members(), out, RoomBytes::writeMember);
        writeAll(room.waiting(), out, RoomBytes::writeKnocking);
        writeAll(room.removed(), out, RoomBytes::writeMarks);
    }

    public static Room read(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != FORM) {
            throw new IOException("A room of a form that is not known");
        }
        try {
            var id = new RoomId(in.readUTF());
            long version = in.readLong();
            RoomSettings settings = readSettings(in);
            boolean locked = in.readBoolean();
            Instant emptySince = readTime(in);
            List<Member> members = readAll(in, Limits.ROOM_CAPACITY, RoomBytes::readMember);
            List<Knocking> waiting = readAll(in, Limits.ROOM_WAITING, RoomBytes::readKnocking);
            List<List<String>> removed = readAll(in, Limits.ROOM_REMOVED, RoomBytes::readMarks);
            return new Room(id, version, settings, locked, members, waiting, removed, emptySince);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("Not a room", wrong);
        }
    }

    private static void writeSettings(RoomSettings settings, DataOutputStream out) throws IOException {
        writeText(settings.title() == null ? null : settings.title().value(), out);
        writeText(settings.passcodeHash(), out);
        writeText(settings.hostKeyHash(), out);
        out.writeBoolean(settings.waitingRoom());
        out.writeBoolean(settings.hostSuccession());
        out.writeInt(settings.capacity());
        out.writeLong(settings.emptyFor().toMillis());
        writeTime(settings.expires(), out);
    }

    private static RoomSettings readSettings(DataInputStream in) throws IOException {
        String title = readText(in);
        return new RoomSettings(
                title == null ? null : new RoomTitle(title),
                readText(in),
                readText(in),
                in.readBoolean(),
                in.readBoolean(),
                in.readInt(),
                Duration.ofMillis(in.readLong()),
                readTime(in));
    }

    private static void writeMember(Member member, DataOutputStream out) throws IOException {
        Participant one = member.participant();
        writePerson(one.id(), one.name(), one.state(), one.presence(), out);
        out.writeUTF(one.role().word());
        writeMarks(member.marks(), out);
    }

    private static Member readMember(DataInputStream in) throws IOException {
        var id = new ParticipantId(in.readUTF());
        var name = new DisplayName(in.readUTF());
        MediaState state = readState(in);
        Presence presence = word(in, Presence::ofWord);
        Role role = word(in, Role::ofWord);
        return new Member(new Participant(id, name, state, role, presence), readMarks(in));
    }

    private static void writeKnocking(Knocking visitor, DataOutputStream out) throws IOException {
        writePerson(visitor.id(), visitor.name(), visitor.state(), visitor.presence(), out);
        writeMarks(visitor.marks(), out);
        writeAll(visitor.iceServers(), out, RoomBytes::writeIceServer);
    }

    private static Knocking readKnocking(DataInputStream in) throws IOException {
        return new Knocking(
                new ParticipantId(in.readUTF()),
                new DisplayName(in.readUTF()),
                readState(in),
                word(in, Presence::ofWord),
                readMarks(in),
                readAll(in, MOST_ICE_SERVERS, RoomBytes::readIceServer));
    }

    private static void writePerson(
            ParticipantId id, DisplayName name, MediaState state, Presence presence, DataOutputStream out)
            throws IOException {
        out.writeUTF(id.value());
        out.writeUTF(name.value());
        out.writeBoolean(state.audio());
        out.writeBoolean(state.video());
        out.writeBoolean(state.screen());
        out.writeBoolean(state.hand());
        out.writeUTF(presence.word());
    }

    private static MediaState readState(DataInputStream in) throws IOException {
        return new MediaState(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readBoolean());
    }

    private static void writeIceServer(IceServer server, DataOutputStream out) throws IOException {
        writeAll(server.urls(), out, (url, to) -> to.writeUTF(url));
        writeText(server.username(), out);
        writeText(server.credential(), out);
    }

    private static IceServer readIceServer(DataInputStream in) throws IOException {
        return new IceServer(readAll(in, MOST_URLS, DataInput::readUTF), readText(in), readText(in));
    }

    private static void writeMarks(List<String> marks, DataOutputStream out) throws IOException {
        writeAll(marks, out, (mark, to) -> to.writeUTF(mark));
    }

    private static List<String> readMarks(DataInputStream in) throws IOException {
        return readAll(in, MOST_MARKS, DataInput::readUTF);
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void writeTime(@Nullable Instant time, DataOutputStream out) throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }
    }

    private static @Nullable Instant readTime(DataInputStream in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    }

    private static <T> T word(DataInputStream in, Function<String, Optional<T>> of) throws IOException {
        return of.apply(in.readUTF()).orElseThrow(() -> new IOException("A word that is not known"));
    }

    private static <T> void writeAll(List<T> items, DataOutputStream out, Writing<T> each) throws IOException {
        out.writeShort(items.size());
        for (T item : items) {
            each.write(item, out);
        }
    }

    private static <T> List<T> readAll(DataInputStream in, int most, Reading<T> each) throws IOException {
        int count = in.readUnsignedShort();
        if (count > most) {
            throw new IOException("More than a room has");
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(each.read(in));
        }
        return items;
    }

    private interface Writing<T> {
        void write(T item, DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }
}
