package org.confero.server.rest;

import java.net.URI;
import org.confero.protocol.RoomId;
import org.confero.server.room.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Rooms over HTTP. PROTOCOL.md, "HTTP". */
@RestController
class RoomsController {
    private final Ids ids;

    RoomsController(Ids ids) {
        this.ids = ids;
    }

    /** What a new room should be like; nothing can be asked for yet, so that an empty body or object will do. */
    record NewRoom() {}

    record CreatedRoom(String id, URI link) {}

    /** Gives the link of a room that nobody can guess. It begins when the first one joins it: nothing is kept until then. */
    @PostMapping("/api/v1/rooms")
    ResponseEntity<CreatedRoom> create(@RequestBody(required = false) @Nullable NewRoom wishes) {
        RoomId id = ids.room();
        URI link = ServletUriComponentsBuilder.fromCurrentContextPath()
                .pathSegment(id.value())
                .build()
                .toUri();
        return ResponseEntity.created(link).body(new CreatedRoom(id.value(), link));
    }
}
