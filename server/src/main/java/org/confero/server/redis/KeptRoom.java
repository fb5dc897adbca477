package org.confero.server.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.server.room.Room;
import org.confero.server.room.RoomBytes;
import org.jspecify.annotations.Nullable;

/**
 * A room as the nodes share it. The rules know nothing of nodes: whoever comes in or to the door does so on the node that
 * decides it, and stays there until it asks for something on another one.
 *
 * @param nodes where each one is who is in the room or at its door
 * @param author the node that decided last: so that a node knows its own work again when it has not heard whether it is done
 */
record KeptRoom(Room room, Map<ParticipantId, String> nodes, String author) {
    /** The version, which stands first and is compared. */
    static final int VERSION_BYTES = Long.BYTES;

    private static final int MOST_PEOPLE = Limits.ROOM_CAPACITY + Limits.ROOM_WAITING;

    KeptRoom {
        nodes = Map.copyOf(nodes);
    }

    static KeptRoom nobodys(Room room) {
        return new KeptRoom(room, Map.of(), "");
    }

    /** What it is after a decision on this node, where whoever asked for it is from now on. */
    KeptRoom after(Room next, String node, @Nullable ParticipantId asking) {
        Map<ParticipantId, String> places = LinkedHashMap.newLinkedHashMap(nodes.size() + 1);
        next.everybody().forEach(one -> places.put(one, one.equals(asking) ? node : nodes.getOrDefault(one, node)));
        return new KeptRoom(next, places, node);
    }

    /** Whether this one is there by way of another node. */
    boolean isElsewhere(ParticipantId one, String node) {
        String place = nodes.get(one);
        return place != null && !place.equals(node);
    }

    /** The same, knowing also where those of an earlier one were. */
    KeptRoom knowing(KeptRoom earlier) {
        Map<ParticipantId, String> places = new LinkedHashMap<>(earlier.nodes);
        places.putAll(nodes);
        return new KeptRoom(room, places, author);
    }

    long version() {
        return room.version();
    }

    boolean isOn(String node) {
        return nodes.containsValue(node);
    }

    /** Who is on a node. */
    List<ParticipantId> on(String node) {
        return room.everybody().stream()
                .filter(one -> node.equals(nodes.get(one)))
                .toList();
    }

    /** All nodes that somebody is on, here or there. */
    static Set<String> nodes(Collection<KeptRoom> rooms) {
        Set<String> all = new HashSet<>();
        rooms.forEach(one -> all.addAll(one.nodes.values()));
        return all;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(version());
        RoomBytes.write(room, out);
        out.writeUTF(author);
        out.writeShort(nodes.size());
        for (Map.Entry<ParticipantId, String> place : nodes.entrySet()) {
            out.writeUTF(place.getKey().value());
            out.writeUTF(place.getValue());
        }
    }

    static KeptRoom of(byte[] bytes) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    static KeptRoom read(DataInputStream in) throws IOException {
        in.skipNBytes(VERSION_BYTES);
        Room room = RoomBytes.read(in);
        String author = in.readUTF();
        int count = in.readUnsignedShort();
        if (count > MOST_PEOPLE) {
            throw new IOException("More than a room has");
        }
        Map<ParticipantId, String> nodes = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            nodes.put(new ParticipantId(in.readUTF()), in.readUTF());
        }
        return new KeptRoom(room, nodes, author);
    }
}
