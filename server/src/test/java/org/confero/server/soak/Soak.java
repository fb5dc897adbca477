package org.confero.server.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Lets many guests loose on a server, twice: a short while to warm it up, and then for the time that is asked for. After
 * each everybody goes, and the second time it must have no more than the first.
 */
final class Soak {
    private static final Duration REPORTS = Duration.ofSeconds(10);

    /** How long after the grace time the server may take to have put everything away. */
    private static final Duration TIDYING = Duration.ofSeconds(10);

    /** Idle threads and connections of pools end by themselves, after 60 s at most. */
    private static final Duration POOLS = Duration.ofSeconds(90);

    private final Plan plan;
    private final ServerProcess server;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final SplittableGenerator random;

    private Soak(Plan plan, ServerProcess server, PrintStream out) {
        this.plan = plan;
        this.server = server;
        this.out = out;
        this.random = (SplittableGenerator)
                RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed());
    }

    /**
     * How it is done.
     *
     * @param load how long after the warm-up
     * @param seed of what each guest does; what they do to one another is by chance all the same
     */
    record Plan(Duration warmUp, Duration load, int guests, long seed) {}

    /** Does it, tells {@code out} how it goes, and returns what went wrong: nothing, if all is well. */
    static List<String> run(Plan plan, Path log, PrintStream out) throws IOException {
        out.printf(
                "Soak: %d guests for %s after %s, seed %d%n",
                plan.guests(), said(plan.load()), said(plan.warmUp()), plan.seed());
        try (ServerProcess server = ServerProcess.start(log)) {
            var soak = new Soak(plan, server, out);
            soak.load(plan.warmUp());
            soak.awaitEmpty();
            Footprint before = server.footprint();
            soak.load(plan.load());
            soak.awaitEmpty();
            Footprint after = soak.settled(before);
            List<String> wrong = soak.wrong(before, after);
            soak.table(before, after, wrong);
            return wrong;
        }
    }

    private void load(Duration time) {
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient();
                var guests = Executors.newVirtualThreadPerTaskExecutor()) {
            var venues = new Venues(http, server.address(), tally);
            var visits = new ArrayList<Future<?>>();
            for (int i = 0; i < plan.guests(); i++) {
                var guest = new Guest("Guest " + i, http, server.socket(), venues, tally, random.split());
                visits.add(guests.submit(() -> guest.live(() -> passed(start).compareTo(time) < 0)));
            }
            for (Future<?> visit : visits) {
                awaitEnd(visit, start);
            }
            venues.deleteAll();
        }
    }

    private void awaitEnd(Future<?> visit, long start) {
        while (true) {
            try {
                visit.get(REPORTS.toMillis() - passed(start).toMillis() % REPORTS.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                report(passed(start));
            } catch (ExecutionException e) {
                tally.wrong("A guest has failed: " + e.getCause());
                return;
            } catch (InterruptedException e) {
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }

    private void awaitEmpty() {
        long start = System.nanoTime();
        Duration most = ServerProcess.GRACE.plus(TIDYING);
        while (!isEmpty()) {
            if (passed(start).compareTo(most) > 0) {
                tally.wrong("The server is not empty " + said(most) + " after everybody has gone");
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        out.printf("Empty %d ms after everybody has gone%n", passed(start).toMillis());
    }

    private boolean isEmpty() {
        return server.count("confero_sessions") == 0
                && server.count("confero_sockets") == 0
                && server.count("confero_rooms") == 0
                && server.count("confero_rooms_made") == 0;
    }

    private Footprint settled(Footprint before) {
        long start = System.nanoTime();
        while (true) {
            Footprint after = server.footprint();
            List<String> excess = after.excess(before);
            if (excess.isEmpty() || passed(start).compareTo(POOLS) > 0) {
                return after;
            }
            excess.forEach(what -> out.println("Not yet: " + what));
            LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
        }
    }

    private List<String> wrong(Footprint before, Footprint after) throws IOException {
        var wrong = new ArrayList<>(tally.told());
        List<String> excess = after.excess(before);
        wrong.addAll(excess);
        if (!excess.isEmpty()) {
            wrong.add("Objects of its own: " + server.ownObjects());
        }
        server.logged("ERROR").stream()
                .map(line -> "The server logged: " + line)
                .forEach(wrong::add);
        return List.copyOf(wrong);
    }

    private void report(Duration passed) {
        out.printf(
                "%s  sockets %d  sessions %d  rooms %d  joins %d  signals %d  resumes %d  crashes %d  wrong %d%n",
                said(passed),
                server.count("confero_sockets"),
                server.count("confero_sessions"),
                server.count("confero_rooms"),
                tally.of("joins"),
                tally.of("signals"),
                tally.of("resumes: complete") + tally.of("resumes: incomplete"),
                tally.of("crashes"),
                tally.faults());
    }

    private void table(Footprint before, Footprint after, List<String> wrong) throws IOException {
        tally.counts().forEach((what, count) -> out.printf("%,12d  %s%n", count, what));
        out.printf(
                "%,12d  warnings in the server's log%n", server.logged("WARN").size());
        out.printf("%n%-20s %14s %14s%n", "with everybody gone", "warmed up", "at the end");
        row("sessions", before.sessions(), after.sessions());
        row("sockets", before.sockets(), after.sockets());
        row("rooms", before.rooms(), after.rooms());
        row("rooms made", before.roomsMade(), after.roomsMade());
        row("live heap, kB", before.heap() / 1024, after.heap() / 1024);
        row("its own objects", before.objects(), after.objects());
        row("threads", before.threads(), after.threads());
        row("virtual threads", before.virtualThreads(), after.virtualThreads());
        row("open files", before.files(), after.files());
        wrong.forEach(what -> out.println("WRONG: " + what));
        out.println(wrong.isEmpty() ? "The soak is clean." : "The soak is not clean.");
    }

    private void row(String what, long before, long after) {
        out.printf("%-20s %,14d %,14d%n", what, before, after);
    }

    private static Duration passed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String said(Duration time) {
        return String.format(Locale.ROOT, "%02d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
