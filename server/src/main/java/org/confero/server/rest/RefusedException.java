package org.confero.server.rest;

import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is answered with problem details. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final ErrorCode code;
    private final @Nullable String pointer;

    private RefusedException(HttpStatus status, ErrorCode code, String detail, @Nullable String pointer) {
        super(detail);
        this.status = status;
        this.code = code;
        this.pointer = pointer;
    }

    static RefusedException of(HttpStatus status, ErrorCode code, String detail) {
        return new RefusedException(status, code, detail, null);
    }

    /** A field of the body is not as it should be; its name stands in the detail and, as a JSON pointer (RFC 6901), beside. */
    static RefusedException field(String name, ErrorCode code, String detail) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        return new RefusedException(HttpStatus.UNPROCESSABLE_CONTENT, code, pointer + ": " + detail, pointer);
    }

    static RefusedException noSuchRoom() {
        return of(HttpStatus.NOT_FOUND, ErrorCode.NO_SUCH_ROOM, "There is no such room, or it is over");
    }

    HttpStatus status() {
        return status;
    }

    ErrorCode code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String pointer() {
        return pointer;
    }
}
