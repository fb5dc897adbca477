package org.confero.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.confero.protocol.ErrorCode;
import org.confero.server.address.Network;
import org.confero.server.rest.RoomViews.MadeRoom;
import org.confero.server.rest.RoomViews.People;
import org.confero.server.rest.RoomViews.PublicRoom;
import org.confero.server.room.Room;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Rooms over HTTP. PROTOCOL.md, "HTTP". */
@RestController
@RequestMapping("/api/v1/rooms")
class RoomsController {
    private static final String BEARER = "Bearer ";

    private final RoomKeeping keeping;
    private final RememberedAnswers<Wishes, RoomKeeping.Made> answers = new RememberedAnswers<>();

    RoomsController(RoomKeeping keeping) {
        this.keeping = keeping;
    }

    @PostMapping
    ResponseEntity<MadeRoom> make(
            @RequestBody(required = false) @Nullable Map<String, @Nullable Object> body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request) {
        Wishes wishes =
                Wishes.read(body, Wishes.NEW, keeping.bounds(), keeping.clock().instant());
        RoomKeeping.Made made =
                answers.once(Network.of(request.getRemoteAddr()), key, wishes, () -> keeping.make(wishes));
        Room room = made.room();
        URI link = link(room);
        return ResponseEntity.created(link)
                .cacheControl(CacheControl.noStore())
                .body(new MadeRoom(
                        room.id().value(),
                        link,
                        made.hostKey(),
                        room.settings().emptyFor().toMillis(),
                        room.settings().expires()));
    }

    @GetMapping("/{id}")
    ResponseEntity<PublicRoom> read(@PathVariable String id) {
        return tagged(keeping.find(id));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<PublicRoom> change(
            @PathVariable String id,
            @RequestBody Map<String, @Nullable Object> body,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        String key = key(authorization);
        keeping.findAsHost(id, key);
        Wishes wishes = Wishes.read(
                body, Wishes.CHANGES, keeping.bounds(), keeping.clock().instant());
        return tagged(keeping.change(id, key, expected(ifMatch), wishes));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        keeping.delete(id, key(authorization), expected(ifMatch));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}/participants")
    ResponseEntity<People> people(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(RoomViews.people(keeping.findAsHost(id, key(authorization))));
    }

    private static ResponseEntity<PublicRoom> tagged(Room room) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(RoomViews.tag(room))
                .body(RoomViews.publicRoom(room, link(room)));
    }

    private static URI link(Room room) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .pathSegment(room.id().value())
                .build()
                .toUri();
    }

    private static String key(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw RefusedException.of(
                    HttpStatus.UNAUTHORIZED,
                    ErrorCode.UNAUTHORIZED,
                    "The room's host key is needed, as Authorization: Bearer KEY");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    /** RFC 9110, section 13.1.1; a weak tag fits nothing. */
    private static Function<Room, Boolean> expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return room -> true;
        }
        return room -> Arrays.stream(ifMatch.split(",", -1)).map(String::strip).anyMatch(RoomViews.tag(room)::equals);
    }
}
