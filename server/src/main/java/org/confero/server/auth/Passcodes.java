package org.confero.server.auth;

import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Slow hashes of passcodes, which people choose and others guess. A hash takes about a tenth of a second of a core and does
 * not yield, so hashes run on a few threads of their own that the system shares the cores with: on the virtual threads' few
 * carriers they would hold up everybody. Any thread; the caller waits.
 */
public final class Passcodes implements AutoCloseable {
    /** Half of the cores go on with what else there is to do. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** The last one in the queue waits some seconds; a client's patience is not much longer. */
    private static final int MOST_WAITING = 64;

    private final PasswordEncoder encoder;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("passcodes-", 0).factory());

    public Passcodes(PasswordEncoder encoder) {
        this.encoder = encoder;
        threads.allowCoreThreadTimeOut(true);
    }

    /** With a salt of its own, so that two hashes of one passcode differ; empty when too many wait already. */
    public Optional<String> hash(String passcode) {
        return run(() -> encoder.encode(normal(passcode)));
    }

    /** Empty when too many wait already. */
    Optional<Boolean> fits(String passcode, String hash) {
        return run(() -> encoder.matches(normal(passcode), hash));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    // Keyboards differ in how they write an accent, and people cannot see it.
    private static String normal(String passcode) {
        return Normalizer.normalize(passcode, Normalizer.Form.NFC);
    }

    private <T> Optional<T> run(Callable<T> work) {
        try {
            Future<T> result = threads.submit(work);
            return Optional.ofNullable(result.get());
        } catch (RejectedExecutionException tooMany) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A passcode could not be hashed", e);
        }
    }
}
