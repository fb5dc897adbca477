package org.confero.server.rest;

import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** From HTTP's status to the protocol's word and a sentence, and the problem details (RFC 9457) that carry all three. */
final class ErrorTable {
    private ErrorTable() {}

    static ProblemDetail problem(HttpStatusCode status) {
        return problem(status, code(status.value()), detail(status.value()));
    }

    static ProblemDetail problem(HttpStatusCode status, ErrorCode code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code.word());
        return problem;
    }

    static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 409, 412 -> ErrorCode.CONFLICT;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.BAD_MESSAGE : ErrorCode.INTERNAL;
        };
    }

    static String title(int status) {
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    static String detail(int status) {
        return switch (status) {
            case 400 -> "The request is not what is wanted here; a body has to be a JSON object";
            case 401 -> "This needs a token or key that fits, as Authorization: Bearer TOKEN";
            case 404 -> "There is nothing at this address";
            case 405 -> "This address does not take this method; see the header Allow";
            case 409 -> "There are as many as are kept";
            case 413 -> "The body is too large";
            case 415 -> "The body has to be JSON, with Content-Type: application/json";
            case 429 -> "Too many requests come from this address; the header Retry-After says when to come again";
            case 503 -> "The server cannot answer now; please try again later";
            default ->
                status < 500 ? "The request cannot be answered as it is" : "The server has failed; please try again";
        };
    }
}
