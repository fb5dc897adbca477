package org.confero.server.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.server.room.ChosenId;
import org.confero.server.room.RoomSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants a room to be. What it does not mention stays as it was, and what it says null of becomes as if it had
 * never been said (JSON merge patch, RFC 7396).
 *
 * @param mentioned the names of the fields that are there, with or without a value
 */
record Wishes(
        Set<String> mentioned,
        @Nullable RoomId id,
        @Nullable RoomTitle title,
        @Nullable String passcode,
        boolean waitingRoom,
        boolean hostSuccession,
        boolean locked,
        int capacity,
        Duration emptyFor,
        @Nullable Instant expires) {
    private static final List<String> SETTINGS =
            List.of("title", "passcode", "waitingRoom", "hostSuccession", "capacity", "emptyFor", "expires");

    /** What a room that is being made can be given. */
    static final List<String> NEW =
            Stream.concat(Stream.of("id"), SETTINGS.stream()).toList();

    /** What can be changed afterwards. */
    static final List<String> CHANGES =
            Stream.concat(SETTINGS.stream(), Stream.of("locked")).toList();

    Wishes {
        mentioned = Set.copyOf(mentioned);
    }

    /** Throws {@link RefusedException} for what cannot be. */
    static Wishes read(
            @Nullable Map<String, @Nullable Object> body, List<String> known, RoomsSettings bounds, Instant now) {
        var fields = new Fields(body, known);
        boolean waitingRoom = fields.flag("waitingRoom", false);
        return new Wishes(
                known.stream().filter(fields::has).collect(Collectors.toSet()),
                fields.text("id", ChosenId::of),
                fields.text("title", RoomTitle::new),
                fields.text("passcode", Wishes::passcodeOf),
                waitingRoom,
                // Otherwise whoever comes first would let the others into a room that is not theirs.
                fields.flag("hostSuccession", !waitingRoom),
                fields.flag("locked", false),
                (int) fields.whole("capacity", 1, Limits.ROOM_CAPACITY, Limits.ROOM_CAPACITY),
                Duration.ofMillis(fields.whole(
                        "emptyFor",
                        RoomsSettings.LEAST_EMPTY_FOR.toMillis(),
                        bounds.mostEmptyFor().toMillis(),
                        bounds.emptyFor().toMillis())),
                fields.time("expires", now, now.plus(bounds.longest()).truncatedTo(ChronoUnit.SECONDS)));
    }

    RoomSettings made(@Nullable String passcodeHash, String hostKeyHash) {
        return new RoomSettings(
                title, passcodeHash, hostKeyHash, waitingRoom, hostSuccession, capacity, emptyFor, expires);
    }

    RoomSettings over(RoomSettings before, @Nullable String passcodeHash) {
        return new RoomSettings(
                mentioned.contains("title") ? title : before.title(),
                mentioned.contains("passcode") ? passcodeHash : before.passcodeHash(),
                before.hostKeyHash(),
                mentioned.contains("waitingRoom") ? waitingRoom : before.waitingRoom(),
                mentioned.contains("hostSuccession") ? hostSuccession : before.hostSuccession(),
                mentioned.contains("capacity") ? capacity : before.capacity(),
                mentioned.contains("emptyFor") ? emptyFor : before.emptyFor(),
                mentioned.contains("expires") ? expires : before.expires());
    }

    boolean lockedOver(boolean before) {
        return mentioned.contains("locked") ? locked : before;
    }

    private static String passcodeOf(String text) {
        if (text.isEmpty() || text.length() > Limits.PASSCODE_CHARS) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "has to have 1 to " + Limits.PASSCODE_CHARS + " characters");
        }
        return text;
    }

    /** Passcodes are not for logs. */
    @Override
    public String toString() {
        return "Wishes" + mentioned;
    }
}
