package org.confero.desktop.conference;

import java.time.Duration;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a conference did not come about, or is over without our doing.
 *
 * @param code the server's, where it was the server that said no
 * @param detail one sentence for people, in English
 * @param retryAfter when the server takes the next try, where it said so
 */
public record Failure(
        Problem problem,
        @Nullable ErrorCode code,
        String detail,
        @Nullable Duration retryAfter) {
    public Failure(Problem problem, @Nullable ErrorCode code, String detail) {
        this(problem, code, detail, null);
    }

    /** The call was ended for everybody. */
    static Failure of(EndReason reason) {
        return new Failure(
                Problem.ENDED,
                null,
                switch (reason) {
                    case HOST -> "A host has ended the call for everybody";
                    case DELETED -> "The room has been deleted";
                    case EXPIRED -> "The time of the room is over";
                });
    }

    /** No server could be asked. */
    static Failure of(SignalingFailure failure) {
        Problem problem = switch (failure.kind()) {
            case UNREACHABLE -> Problem.SERVER_UNREACHABLE;
            case NOT_CONFERO -> Problem.NOT_CONFERO;
            case UNTRUSTED -> Problem.UNTRUSTED_SERVER;
            case TIMEOUT -> Problem.SERVER_TIMEOUT;
            case LOST -> Problem.SERVER_LOST;
        };
        return new Failure(problem, null, failure.detail());
    }
}
