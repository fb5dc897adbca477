package org.confero.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    @Test
    void tasksRunOneAtATimeAndThoseOfOneThreadInTheirOrder() throws InterruptedException {
        int threads = 8;
        int each = 2_000;
        // Plain collections on purpose: only if tasks never overlap do they come out whole.
        var perThread = new ArrayList<List<Integer>>();
        for (int i = 0; i < threads; i++) {
            perThread.add(new ArrayList<>());
        }
        var all = new ArrayList<Integer>();
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    awaitQuietly(start);
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        mailbox.offer(
                                () -> {
                                    perThread.get(thread).add(number);
                                    all.add(number);
                                },
                                () -> false);
                    }
                });
            }
            start.countDown();
        }
        assertThat(all).hasSize(threads * each);
        assertThat(perThread)
                .allSatisfy(numbers -> assertThat(numbers).isSorted().hasSize(each));
    }

    @Test
    void aTaskThatBringsAnotherIsNotInterruptedByIt() {
        var order = new ArrayList<String>();
        mailbox.offer(
                () -> {
                    mailbox.offer(() -> order.add("inner"), () -> false);
                    order.add("outer");
                },
                () -> false);
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void aMailboxThatIsOverTakesNothingMore() {
        assertThat(mailbox.offer(() -> {}, () -> true)).isTrue();
        assertThat(mailbox.offer(() -> {}, () -> true)).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
