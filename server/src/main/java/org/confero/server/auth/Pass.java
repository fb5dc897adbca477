package org.confero.server.auth;

import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.RoomId;
import org.confero.server.room.Proof;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a good token says of whoever shows it. PROTOCOL.md, "Tokens".
 *
 * @param subject by which the issuer knows this person; not for logs
 * @param name what the others are told, whatever the client says; null leaves it to the client
 * @param rooms ids, or beginnings of ids that end in {@code *}; empty for every room
 * @param isHost of the rooms that it opens
 * @param makesRooms whether it is good for making rooms
 */
record Pass(String subject, @Nullable DisplayName name, List<String> rooms, boolean isHost, boolean makesRooms) {
    private static final int SUBJECT_CHARS = 255;

    Pass {
        rooms = List.copyOf(rooms);
        if (subject.isEmpty() || subject.length() > SUBJECT_CHARS) {
            throw wrong("sub has 1 to " + SUBJECT_CHARS + " characters");
        }
    }

    /** Throws {@link InvalidValueException} for claims that are not as they should be. */
    static Pass of(Jwt token) {
        String subject = text(token, "sub");
        if (subject == null) {
            throw wrong("sub is missing");
        }
        return new Pass(
                subject,
                name(text(token, "name")),
                rooms(token.getClaim("room")),
                "host".equals(text(token, "role")),
                "create".equals(text(token, "rooms")));
    }

    boolean opens(RoomId room) {
        return rooms.isEmpty() || rooms.stream().anyMatch(pattern -> fits(room.value(), pattern));
    }

    /** What is known of somebody who comes in with this, beside what they show at the door itself. */
    Verdict on(Verdict door) {
        return switch (door) {
            case Verdict.Admitted(Proof proof, DisplayName ignored) -> {
                List<String> marks = new ArrayList<>(proof.marks());
                marks.add("subject:" + subject);
                yield new Verdict.Admitted(new Proof(proof.passcodeHash(), proof.isHost() || isHost, marks), name);
            }
            case Verdict.Refused refused -> refused;
        };
    }

    private static boolean fits(String room, String pattern) {
        return pattern.endsWith("*")
                ? room.startsWith(pattern.substring(0, pattern.length() - 1))
                : room.equals(pattern);
    }

    private static @Nullable DisplayName name(@Nullable String name) {
        try {
            return name == null ? null : new DisplayName(name);
        } catch (InvalidValueException e) {
            throw wrong("name is no display name");
        }
    }

    // What is there and of another form must not be taken for a token that opens everything.
    private static List<String> rooms(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> many
            when !many.isEmpty() ->
                many.stream()
                        .map(each -> {
                            if (each instanceof String room) {
                                return room;
                            }
                            throw wrong("room is a text or a list of texts");
                        })
                        .toList();
            default -> throw wrong("room is a text or a list of texts");
        };
    }

    private static @Nullable String text(Jwt token, String claim) {
        Object value = token.getClaim(claim);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(claim + " is a text");
    }

    private static InvalidValueException wrong(String detail) {
        return new InvalidValueException(ErrorCode.UNAUTHORIZED, "The token is not as it should be: " + detail);
    }

    @Override
    public String toString() {
        return "Pass[hidden]";
    }
}
