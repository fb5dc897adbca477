package org.confero.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.confero.protocol.Credentials;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.server.room.Proof;
import org.confero.server.room.RoomSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class AdmissionTest {
    private static final String KEY = "4f7k-0bcd-9wxz-mm2q-t8rs-4f7k";
    private static final RoomSettings OPEN = settings(null);
    private static final RoomSettings CLOSED = settings("hash of sesame");

    private final Hashing hashing = new Hashing();
    private final Passcodes passcodes = new Passcodes(hashing);
    private final Clock clock = new Clock();
    private final Admission admission = new Admission(passcodes, new Guesses(clock));

    @AfterEach
    void stop() {
        hashing.go.countDown();
        passcodes.close();
    }

    @Test
    void whereNothingIsAskedForOneComesInAtOnceOnTheCallersThread() {
        var here = new CompletableFuture<Thread>();
        admission.judge(
                entry("room", OPEN, new Credentials("not needed", null, null), "10.0.0.1"),
                verdict -> here.complete(Thread.currentThread()),
                fault -> {});
        assertThat(here).isCompletedWithValue(Thread.currentThread());
        assertThat(hashing.count).hasValue(0);
    }

    @Test
    void theRightPasscodeProvesTheHashThatItFits() {
        hashing.go.countDown();
        assertThat(proof(CLOSED, new Credentials("sesame", null, null)).passcodeHash())
                .isEqualTo("hash of sesame");
    }

    @Test
    void whoShowsNoPasscodeIsLeftToTheRoom() {
        assertThat(proof(CLOSED, Credentials.NONE).passcodeHash()).isNull();
    }

    @Test
    void theHostKeyMakesAHostAndNeedsNoPasscode() {
        assertThat(proof(CLOSED, new Credentials(null, KEY, null)).isHost()).isTrue();
        assertThat(proof(OPEN, Credentials.NONE).isHost()).isFalse();
    }

    @Test
    void aKeyThatOutlivedItsRoomCountsForNothing() {
        assertThat(proof(RoomSettings.AD_HOC, new Credentials(null, KEY, null)).isHost())
                .isFalse();
    }

    @Test
    void anotherKeyIsRefused() {
        for (RoomSettings settings : new RoomSettings[] {OPEN, CLOSED}) {
            assertThat(refusal(entry("room", settings, new Credentials(null, "another", null), "10.0.0.1"))
                            .code())
                    .isEqualTo(ErrorCode.UNAUTHORIZED);
        }
    }

    @Test
    void aRoomKnowsItsPeopleAgainByTheirSessionAndTheirNetwork() {
        assertThat(proof(OPEN, Credentials.NONE).marks()).containsExactly("session:s1", "address:10.0.0.1");
    }

    @Test
    void guessingIsSlowedForOneAddressAtOneDoorAndForNobodyElse() {
        hashing.go.countDown();
        Entry wrong = entry("room", CLOSED, new Credentials("wrong", null, null), "10.0.0.1");
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(wrong).code()).isEqualTo(ErrorCode.WRONG_PASSCODE);
        }
        Verdict.Refused slowed = refusal(wrong);
        assertThat(slowed.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(slowed.retryAfter()).isBetween(1L, 10_001L);
        assertThat(hashing.count).hasValue(5);

        Credentials right = new Credentials("sesame", null, null);
        assertThat(refusal(entry("room", CLOSED, right, "10.0.0.1")).code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(verdict(entry("room", CLOSED, right, "10.0.0.2"))).isInstanceOf(Verdict.Admitted.class);
        assertThat(verdict(entry("other", CLOSED, right, "10.0.0.1"))).isInstanceOf(Verdict.Admitted.class);

        clock.passes(Duration.ofSeconds(10));
        assertThat(refusal(wrong).code()).isEqualTo(ErrorCode.WRONG_PASSCODE);
    }

    @Test
    void whoKnowsThePasscodeMayComeAsOftenAsTheyLike() {
        hashing.go.countDown();
        for (int i = 0; i < 50; i++) {
            proof(CLOSED, new Credentials("sesame", null, null));
        }
    }

    @Test
    void manyAddressesCannotGuessAtOneDoorWithoutEnd() {
        hashing.go.countDown();
        ErrorCode last = ErrorCode.WRONG_PASSCODE;
        int guesses = 0;
        while (last == ErrorCode.WRONG_PASSCODE && guesses < 1_000) {
            guesses++;
            last = refusal(entry("room", CLOSED, new Credentials("wrong", null, null), "10.0.1." + guesses % 250))
                    .code();
        }
        assertThat(last).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(guesses).isEqualTo(61);
    }

    @Test
    void oneWhoseHashTakesLongHoldsUpNobody() throws InterruptedException {
        var slow = new CompletableFuture<Verdict>();
        admission.judge(
                entry("room", CLOSED, new Credentials("sesame", null, null), "10.0.0.1"),
                slow::complete,
                slow::completeExceptionally);
        hashing.begun.await();
        assertThat(proof(OPEN, Credentials.NONE).isHost()).isFalse();
        assertThat(slow).isNotDone();
        hashing.go.countDown();
        assertThat(slow.join()).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void whenTooManyWaitTheNextOneIsToldToComeAgain() {
        var refused = new CompletableFuture<Verdict.Refused>();
        for (int i = 0; i < 200; i++) {
            admission.judge(
                    entry("room" + i, CLOSED, new Credentials("sesame", null, null), "10.0.2." + i),
                    verdict -> {
                        if (verdict instanceof Verdict.Refused one) {
                            refused.complete(one);
                        }
                    },
                    refused::completeExceptionally);
        }
        Verdict.Refused one = refused.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(one.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(one.retryAfter()).isPositive();
    }

    private Proof proof(RoomSettings settings, Credentials shown) {
        return ((Verdict.Admitted) verdict(entry("room", settings, shown, "10.0.0.1"))).proof();
    }

    private Verdict.Refused refusal(Entry entry) {
        return (Verdict.Refused) verdict(entry);
    }

    private Verdict verdict(Entry entry) {
        var verdict = new CompletableFuture<Verdict>();
        admission.judge(entry, verdict::complete, verdict::completeExceptionally);
        return verdict.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Entry entry(String room, RoomSettings settings, Credentials shown, String address) {
        return new Entry(new RoomId(room), settings, shown, new SessionId("s1"), address);
    }

    private static RoomSettings settings(@Nullable String passcodeHash) {
        return new RoomSettings(
                null, passcodeHash, HostKeys.hash(KEY), false, true, Limits.ROOM_CAPACITY, Duration.ofHours(1), null);
    }

    /** Takes as long as the test wants. */
    private static final class Hashing implements PasswordEncoder {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public String encode(@Nullable CharSequence passcode) {
            begun.countDown();
            count.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "hash of " + passcode;
        }

        @Override
        public boolean matches(@Nullable CharSequence passcode, @Nullable String hash) {
            return encode(passcode).equals(hash);
        }
    }

    private static final class Clock implements TimeMeter {
        private final AtomicLong nanos = new AtomicLong();

        void passes(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
