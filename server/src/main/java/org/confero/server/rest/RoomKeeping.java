package org.confero.server.rest;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.RoomId;
import org.confero.server.auth.HostKeys;
import org.confero.server.auth.Passcodes;
import org.confero.server.room.Decision;
import org.confero.server.room.Ids;
import org.confero.server.room.Refusal;
import org.confero.server.room.Room;
import org.confero.server.room.RoomOrder;
import org.confero.server.room.Ruling;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Makes, changes and ends rooms, for those who may. Refuses with {@link RefusedException}. May wait for a hash and for the
 * room's turn.
 */
public final class RoomKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(RoomKeeping.class);

    private final Rooms rooms;
    private final Passcodes passcodes;
    private final Ids ids;
    private final RoomsSettings bounds;
    private final InstantSource clock;

    public RoomKeeping(Rooms rooms, Passcodes passcodes, Ids ids, RoomsSettings bounds, InstantSource clock) {
        this.rooms = rooms;
        this.passcodes = passcodes;
        this.ids = ids;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** A room and the key to it, which is not stored. */
    record Made(Room room, String hostKey) {
        @Override
        public String toString() {
            return "Made[" + room.id() + "]";
        }
    }

    RoomsSettings bounds() {
        return bounds;
    }

    InstantSource clock() {
        return clock;
    }

    Made make(Wishes wishes) {
        RoomId id = wishes.id() == null ? ids.room() : wishes.id();
        if (!rooms.find(id).isNothing()) {
            throw taken();
        }
        String hostKey = ids.hostKey();
        Room room = Room.made(id, wishes.made(hash(wishes.passcode()), HostKeys.hash(hostKey)), clock.instant());
        switch (rooms.make(room)) {
            case MADE -> LOG.atInfo().addKeyValue("room", id).log("is made");
            case TAKEN -> throw taken();
            case TOO_MANY ->
                throw RefusedException.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        ErrorCode.UNAVAILABLE,
                        "The server keeps as many rooms as it can; try again later");
        }
        return new Made(room, hostKey);
    }

    /** A room that is there: somebody has made it, or is in it. */
    Room find(String id) {
        Room room = rooms.find(idOf(id));
        if (room.isNothing()) {
            throw RefusedException.noSuchRoom();
        }
        return room;
    }

    /** The same for those who hold its key. */
    Room findAsHost(String id, String key) {
        Room room = find(id);
        refusal(room, key).ifPresent(refused -> {
            throw refused;
        });
        return room;
    }

    /** {@code isExpected} is asked of the room as it is when its turn has come. */
    Room change(String id, String key, Function<Room, Boolean> isExpected, Wishes wishes) {
        findAsHost(id, key);
        String passcodeHash = hash(wishes.passcode());
        return order(
                id,
                key,
                isExpected,
                room -> new RoomOrder.Change(
                        wishes.over(room.settings(), passcodeHash), wishes.lockedOver(room.locked())));
    }

    void delete(String id, String key, Function<Room, Boolean> isExpected) {
        findAsHost(id, key);
        order(id, key, isExpected, room -> new RoomOrder.Delete());
        LOG.atInfo().addKeyValue("room", id).log("is deleted");
    }

    private Room order(String id, String key, Function<Room, Boolean> isExpected, Function<Room, RoomOrder> order) {
        Ruling ruling;
        try {
            ruling = rooms.order(idOf(id), room -> {
                        refusal(room, key).ifPresent(refused -> {
                            throw refused;
                        });
                        if (!isExpected.apply(room)) {
                            throw RefusedException.of(
                                    HttpStatus.PRECONDITION_FAILED,
                                    ErrorCode.CONFLICT,
                                    "The room is not what it was; read it again");
                        }
                        return room.handle(order.apply(room));
                    })
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            if (e.getCause() instanceof UnavailableException away) {
                throw away;
            }
            throw e;
        }
        return switch (ruling) {
            case Decision decision -> decision.next();
            case Refusal refusal -> throw RefusedException.of(HttpStatus.CONFLICT, refusal.code(), refusal.detail());
        };
    }

    private static Optional<RefusedException> refusal(Room room, String key) {
        if (room.isNothing()) {
            return Optional.of(RefusedException.noSuchRoom());
        }
        if (!room.settings().isMade()) {
            return Optional.of(RefusedException.of(
                    HttpStatus.FORBIDDEN, ErrorCode.NOT_ALLOWED, "Nobody made this room, so there is no key to it"));
        }
        return HostKeys.fits(key, room.settings().hostKeyHash())
                ? Optional.empty()
                : Optional.of(RefusedException.of(
                        HttpStatus.UNAUTHORIZED, ErrorCode.UNAUTHORIZED, "This is not the host key of the room"));
    }

    private @Nullable String hash(@Nullable String passcode) {
        if (passcode == null) {
            return null;
        }
        return passcodes
                .hash(passcode)
                .orElseThrow(() -> RefusedException.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        ErrorCode.UNAVAILABLE,
                        "Too many passcodes are being set at this moment; try again"));
    }

    private static RefusedException taken() {
        return RefusedException.of(HttpStatus.CONFLICT, ErrorCode.CONFLICT, "There is a room of this id already");
    }

    private static RoomId idOf(String text) {
        try {
            return new RoomId(text);
        } catch (IllegalArgumentException noId) {
            throw RefusedException.noSuchRoom();
        }
    }
}
