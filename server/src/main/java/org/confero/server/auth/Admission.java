package org.confero.server.auth;

import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.confero.protocol.ErrorCode;
import org.confero.server.address.Network;
import org.confero.server.room.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Finds out about somebody who wants into a room what the room cannot: whether a token, a key or a passcode is right. Most joins have
 * nothing to find out and are judged at once; what is slow is done on a virtual thread. Any thread.
 */
public final class Admission {
    /** About as long as the hashes that wait take. */
    private static final long BUSY_MS = 2_000;

    private final Passcodes passcodes;
    private final Guesses guesses;
    private final @Nullable Tokens tokens;

    /** @param tokens which everybody needs one of; null where nobody does */
    public Admission(Passcodes passcodes, @Nullable Tokens tokens) {
        this(passcodes, new Guesses(TimeMeter.SYSTEM_NANOTIME), tokens);
    }

    Admission(Passcodes passcodes, Guesses guesses) {
        this(passcodes, guesses, null);
    }

    private Admission(Passcodes passcodes, Guesses guesses, @Nullable Tokens tokens) {
        this.passcodes = passcodes;
        this.guesses = guesses;
        this.tokens = tokens;
    }

    /**
     * Judges, and tells {@code then} once: before this returns when there is nothing slow to do, otherwise on another thread.
     * A fault of ours goes to {@code failed} instead.
     */
    public void judge(Entry entry, Consumer<Verdict> then, Consumer<RuntimeException> failed) {
        if (isQuick(entry)) {
            run(entry, then, failed);
        } else {
            Thread.ofVirtual().name("admission").start(() -> run(entry, then, failed));
        }
    }

    private void run(Entry entry, Consumer<Verdict> then, Consumer<RuntimeException> failed) {
        Verdict verdict;
        try {
            verdict = judge(entry);
        } catch (RuntimeException fault) {
            failed.accept(fault);
            return;
        }
        then.accept(verdict);
    }

    private boolean isQuick(Entry entry) {
        return tokens == null && (!entry.needsPasscode() || entry.shown().passcode() == null);
    }

    private Verdict judge(Entry entry) {
        return tokens == null
                ? judgeAtDoor(entry)
                : judgeToken(entry, tokens.read(entry.shown().token()));
    }

    private Verdict judgeToken(Entry entry, Tokens.Reading reading) {
        return switch (reading) {
            case Tokens.Reading.Bad(Verdict.Refused why) -> why;
            case Tokens.Reading.Good(Pass pass)
            when !pass.opens(entry.room()) ->
                new Verdict.Refused(ErrorCode.NOT_ALLOWED, "The token is not for this room", null);
            case Tokens.Reading.Good(Pass pass) ->
                pass.on(pass.isHost() ? admitted(new Proof(null, true, marks(entry))) : judgeAtDoor(entry));
        };
    }

    private Verdict judgeAtDoor(Entry entry) {
        String key = entry.shown().key();
        String hash = entry.settings().hostKeyHash();
        // A key may have outlived its room. Where there is none now, it opens and closes nothing.
        if (key == null || hash == null) {
            return judgePasscode(entry);
        }
        // Somebody who holds a key and is not let in as a host should know it: nothing else that they do would work.
        return HostKeys.fits(key, hash)
                ? admitted(new Proof(null, true, marks(entry)))
                : new Verdict.Refused(ErrorCode.UNAUTHORIZED, "This is not the host key of the room", null);
    }

    private Verdict judgePasscode(Entry entry) {
        String hash = entry.settings().passcodeHash();
        String passcode = entry.shown().passcode();
        // The room refuses those who show none.
        return hash == null || passcode == null
                ? admitted(new Proof(null, false, marks(entry)))
                : guess(entry, passcode, hash);
    }

    private Verdict guess(Entry entry, String passcode, String hash) {
        OptionalLong wait = guesses.take(entry.room(), entry.address());
        if (wait.isPresent()) {
            return tooMany("Too many wrong passcodes; wait before the next one", wait.getAsLong());
        }
        Optional<Boolean> fits = passcodes.fits(passcode, hash);
        if (fits.isEmpty() || fits.get()) {
            guesses.giveBack(entry.room(), entry.address());
        }
        if (fits.isEmpty()) {
            return tooMany("Too many people come in at this moment; try again", BUSY_MS);
        }
        return fits.get()
                ? admitted(new Proof(hash, false, marks(entry)))
                : new Verdict.Refused(ErrorCode.WRONG_PASSCODE, "This is not the passcode of the room", null);
    }

    private static Verdict admitted(Proof proof) {
        return new Verdict.Admitted(proof, null);
    }

    private static Verdict tooMany(String detail, long retryAfter) {
        return new Verdict.Refused(ErrorCode.TOO_MANY_REQUESTS, detail, retryAfter);
    }

    private static List<String> marks(Entry entry) {
        return List.of("session:" + entry.session(), "address:" + Network.of(entry.address()));
    }
}
