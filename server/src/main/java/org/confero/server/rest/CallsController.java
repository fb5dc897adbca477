package org.confero.server.rest;

import java.util.List;
import java.util.Optional;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.RoomId;
import org.confero.server.auth.HostKeys;
import org.confero.server.calls.Call;
import org.confero.server.calls.CallHistory;
import org.confero.server.calls.Csv;
import org.confero.server.calls.Stay;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.routing.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a room's calls, for its hosts and for whoever runs the server. PROTOCOL.md, "HTTP". */
@RestController
class CallsController {
    /** Most calls in one answer. */
    private static final int MOST = 100;

    private static final String CSV = "text/csv";

    private final Operator operator;
    private final Rooms rooms;
    private final CallHistory history;

    CallsController(Operator operator, Rooms rooms, CallHistory history) {
        this.operator = operator;
        this.rooms = rooms;
        this.history = history;
    }

    record ShownCalls(List<ShownCall> calls, @Nullable String next) {}

    record ShownCall(
            String id,
            String opened,
            @Nullable String closed,
            @Nullable String reason,
            List<ShownStay> participants,
            int omitted) {}

    record ShownStay(
            String participant,
            String name,
            String role,
            String joined,
            @Nullable String left,
            @Nullable String reason,
            @Nullable LinkQuality quality) {}

    @GetMapping(path = "/api/v1/rooms/{id}/calls", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ShownCalls> calls(
            @PathVariable("id") String room,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String before) {
        // One more, to know whether there is more.
        List<Call> page = page(room, authorization, limit, limit + 1, before);
        boolean hasMore = page.size() > limit;
        List<Call> shown = hasMore ? page.subList(0, limit) : page;
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ShownCalls(
                        shown.stream().map(CallsController::shown).toList(),
                        hasMore ? shown.getLast().id() : null));
    }

    @GetMapping(path = "/api/v1/rooms/{id}/calls", produces = CSV)
    ResponseEntity<String> csv(
            @PathVariable("id") String room,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String before) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(CSV + ";charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"calls.csv\"")
                .body(Csv.of(page(room, authorization, limit, limit, before)));
    }

    private List<Call> page(
            String room, @Nullable String authorization, int limit, int count, @Nullable String before) {
        RoomId id = id(room);
        if (!operator.is(authorization) && !isHost(id, authorization)) {
            throw RefusedException.of(
                    HttpStatus.UNAUTHORIZED,
                    ErrorCode.UNAUTHORIZED,
                    "The room's host key or the operator's token is needed, as Authorization: Bearer KEY");
        }
        if (limit < 1 || limit > MOST) {
            throw RefusedException.of(
                    HttpStatus.BAD_REQUEST, ErrorCode.BAD_MESSAGE, "limit has to be a whole number from 1 to " + MOST);
        }
        List<Call> calls = history.of(id);
        return calls.stream().skip(skipped(calls, before)).limit(count).toList();
    }

    // A call that has been forgotten since was the oldest: nothing follows it.
    private static long skipped(List<Call> newestFirst, @Nullable String before) {
        if (before == null) {
            return 0;
        }
        long ahead = newestFirst.stream()
                .takeWhile(call -> !call.id().equals(before))
                .count();
        return ahead + 1;
    }

    private boolean isHost(RoomId room, @Nullable String authorization) {
        Optional<String> key = Operator.bearer(authorization);
        return key.isPresent()
                && HostKeys.fits(key.get(), rooms.find(room).settings().hostKeyHash());
    }

    private static RoomId id(String room) {
        try {
            return new RoomId(room);
        } catch (InvalidValueException noId) {
            throw RefusedException.of(HttpStatus.NOT_FOUND, ErrorCode.NO_SUCH_ROOM, "This is no id of a room");
        }
    }

    private static ShownCall shown(Call call) {
        Closing reason = call.reason();
        return new ShownCall(
                call.id(),
                call.opened().toString(),
                text(call.closed()),
                reason == null ? null : reason.word(),
                call.stays().stream().map(CallsController::shown).toList(),
                call.omitted());
    }

    private static ShownStay shown(Stay stay) {
        Departure reason = stay.reason();
        return new ShownStay(
                stay.participant().value(),
                stay.name().value(),
                stay.role().word(),
                stay.joined().toString(),
                text(stay.left()),
                reason == null ? null : reason.word(),
                stay.quality());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
