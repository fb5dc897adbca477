package org.confero.server.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.routing.Letter;
import org.jspecify.annotations.Nullable;

/** What one node says to another on its channel. Each says where it ends, so many may stand one behind the other. */
sealed interface Mail {
    /** Longest text: everybody of a full room described, and more than a signal. */
    int MOST_TEXT = 1024 * 1024;

    int MOST_PEOPLE = Limits.ROOM_CAPACITY + Limits.ROOM_WAITING;

    RoomId room();

    byte[] bytes();

    /**
     * A room is another now.
     *
     * @param from the version that it had
     * @param letters for those on the node that gets it
     */
    record Change(RoomId room, long from, KeptRoom after, List<Letter> letters) implements Mail {
        private static final int KIND = 1;

        public Change {
            letters = List.copyOf(letters);
        }

        @Override
        public byte[] bytes() {
            return written(out -> {
                out.writeByte(KIND);
                out.writeUTF(room.value());
                out.writeLong(from);
                after.write(out);
                out.writeShort(letters.size());
                for (Letter letter : letters) {
                    writeLetter(letter, out);
                }
            });
        }
    }

    /**
     * A word to some that changes nothing.
     *
     * @param version of the room in which it was said: who does not know that one yet does not know either who says it
     * @param sender who says it; null for what comes from outside
     */
    record Note(RoomId room, long version, @Nullable ParticipantId sender, Letter letter) implements Mail {
        private static final int KIND = 2;

        @Override
        public byte[] bytes() {
            return written(out -> {
                out.writeByte(KIND);
                out.writeUTF(room.value());
                out.writeLong(version);
                out.writeUTF(sender == null ? "" : sender.value());
                writeLetter(letter, out);
            });
        }
    }

    /** All that stand in a message of the channel, in their order. */
    static List<Mail> readAll(byte[] message) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(message));
        List<Mail> all = new ArrayList<>();
        while (in.available() > 0) {
            int kind = in.readUnsignedByte();
            var room = new RoomId(in.readUTF());
            long version = in.readLong();
            all.add(
                    switch (kind) {
                        case Change.KIND -> new Change(room, version, KeptRoom.read(in), readLetters(in));
                        case Note.KIND -> new Note(room, version, readSender(in), readLetter(in));
                        default -> throw new IOException("Mail of a kind that is not known");
                    });
        }
        return all;
    }

    private static @Nullable ParticipantId readSender(DataInputStream in) throws IOException {
        String sender = in.readUTF();
        return sender.isEmpty() ? null : new ParticipantId(sender);
    }

    private static void writeLetter(Letter letter, DataOutputStream out) throws IOException {
        out.writeBoolean(letter.isLast());
        out.writeShort(letter.to().size());
        for (ParticipantId to : letter.to()) {
            out.writeUTF(to.value());
        }
        byte[] text = letter.text().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }

    private static List<Letter> readLetters(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            letters.add(readLetter(in));
        }
        return letters;
    }

    private static Letter readLetter(DataInputStream in) throws IOException {
        boolean isLast = in.readBoolean();
        int count = in.readUnsignedShort();
        if (count > MOST_PEOPLE) {
            throw new IOException("More than a room has");
        }
        List<ParticipantId> to = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            to.add(new ParticipantId(in.readUTF()));
        }
        int length = in.readInt();
        if (length < 0 || length > MOST_TEXT) {
            throw new IOException("A text that is too long");
        }
        return new Letter(to, new String(in.readNBytes(length), StandardCharsets.UTF_8), isLast);
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Part of {@link #written}. */
    interface Writing {
        void write(DataOutputStream out) throws IOException;
    }
}
