package org.confero.server.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What was answered to requests with an {@code Idempotency-Key}, so that a client whose answer got lost can ask again and is
 * given the same one. Only what was done is remembered: what was refused may be tried again. Any thread.
 */
final class RememberedAnswers<Q, A> {
    /** Host keys are among the answers, so not for long; clients ask again within seconds. */
    private static final Duration TIME = Duration.ofMinutes(10);

    private static final int MOST = 10_000;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Cache<String, Remembered<Q, A>> answers =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TIME).build();

    /** The first answer to this request of this client; {@code request} has to be the same each time. */
    A once(String client, @Nullable String key, Q request, Supplier<A> answer) {
        if (key == null) {
            return answer.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw RefusedException.of(
                    HttpStatus.BAD_REQUEST,
                    ErrorCode.BAD_MESSAGE,
                    "Idempotency-Key has to be 1 to 128 visible ASCII characters");
        }
        String id = client + " " + key;
        var mine = new Remembered<Q, A>(request, new CompletableFuture<>());
        Remembered<Q, A> first = answers.asMap().putIfAbsent(id, mine);
        if (first == null) {
            return answer(id, mine, answer);
        }
        if (!first.request().equals(request)) {
            throw RefusedException.of(
                    HttpStatus.CONFLICT, ErrorCode.CONFLICT, "This Idempotency-Key was used for another request");
        }
        return await(first.answer());
    }

    private A answer(String id, Remembered<Q, A> mine, Supplier<A> answer) {
        try {
            A given = answer.get();
            mine.answer().complete(given);
            return given;
        } catch (RuntimeException refused) {
            answers.asMap().remove(id, mine);
            mine.answer().completeExceptionally(refused);
            throw refused;
        }
    }

    private static <A> A await(CompletableFuture<A> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private record Remembered<Q, A>(Q request, CompletableFuture<A> answer) {}
}
