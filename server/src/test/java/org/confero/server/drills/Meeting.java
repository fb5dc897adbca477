package org.confero.server.drills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.confero.protocol.MediaState;
import org.confero.server.Until;

/** Everybody who meets on the nodes: 24 in 8 rooms, in each room one of each node, and two who try to come in and may not. */
final class Meeting implements AutoCloseable {
    private static final int ROOMS = 8;
    private static final int INTRUDERS = 2;
    private static final Duration QUIET = Duration.ofMillis(700);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Traffic traffic = new Traffic();
    private final List<Attendee> all = new ArrayList<>();
    private final List<Attendee> guests = new ArrayList<>();
    private final List<Intruder> intruders = new ArrayList<>();
    private final List<URI> sockets;

    /** Half of the rooms hold no more than who is in them, the other half is locked. */
    Meeting(List<NodeProcess> nodes) {
        sockets = nodes.stream().map(NodeProcess::socket).toList();
        List<String> rooms =
                IntStream.range(0, ROOMS).mapToObj(i -> "drill-" + i).toList();
        for (int i = 0; i < ROOMS; i++) {
            String room = rooms.get(i);
            if (i % 2 == 0) {
                makeFor(sockets.size(), nodes.getFirst().address(), room);
            }
            for (int at = 0; at < sockets.size(); at++) {
                come(room, "p" + i + at, at);
            }
        }
        Until.holds("everybody is there", this::isAgreed);
        List<Attendee> toBeLocked =
                all.stream().filter(one -> !isMade(one.room().value())).toList();
        toBeLocked.stream().filter(one -> one.name().endsWith("0")).forEach(Attendee::lock);
        Until.holds("rooms are locked", () -> toBeLocked.stream().allMatch(Attendee::isLocked));
        all.forEach(Attendee::settle);
        all.forEach(one -> one.talk(true));
        for (int i = 0; i < INTRUDERS; i++) {
            var intruder = new Intruder(http, sockets, rooms, new Random(i), wrong::add);
            intruders.add(intruder);
            threads.execute(intruder::live);
        }
    }

    private static boolean isMade(String room) {
        return Integer.parseInt(room.substring(room.indexOf('-') + 1)) % 2 == 0;
    }

    List<Attendee> everybody() {
        return List.copyOf(all);
    }

    /** What should not have been, since the last time. */
    List<String> takeWrong() {
        List<String> taken = new ArrayList<>();
        for (String what = wrong.poll(); what != null; what = wrong.poll()) {
            taken.add(what);
        }
        return taken;
    }

    boolean isHome() {
        return all.stream().allMatch(Attendee::isHome);
    }

    /** Who has no socket, and whom somebody does not know as they are. */
    List<String> disagreements() {
        List<String> found = new ArrayList<>();
        for (Attendee one : all) {
            if (!one.isAttached()) {
                found.add(one.name() + " has no socket");
            }
            all.stream()
                    .filter(other -> other != one && other.room().equals(one.room()) && !one.sees(other))
                    .forEach(other -> found.add(one.name() + " does not see " + other.name()));
        }
        return found;
    }

    long refused() {
        return intruders.stream().mapToLong(Intruder::refused).sum();
    }

    boolean isAttached() {
        return all.stream().allMatch(Attendee::isAttached);
    }

    /** Whether everybody knows everybody of the room just as they are, and nobody else. */
    boolean isAgreed() {
        return isAttached()
                && all.stream().allMatch(one -> {
                    List<Attendee> others = all.stream()
                            .filter(other -> other != one && other.room().equals(one.room()))
                            .toList();
                    return one.count() == others.size() && others.stream().allMatch(one::sees);
                });
    }

    /** Everybody raises a hand, or takes it down: whoever does not hear of it does not agree. */
    void show(boolean hands) {
        all.forEach(one -> one.show(new MediaState(true, true, false, hands)));
    }

    /** Nothing more is said until everything has arrived that arrives; gives what was counted until then. */
    Traffic.Counts quiet() {
        all.forEach(one -> one.talk(false));
        Traffic.Counts last = traffic.counts();
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            Traffic.Counts now = traffic.counts();
            if (!now.equals(last)) {
                last = now;
                since = System.nanoTime();
            }
        }
        all.forEach(one -> one.talk(true));
        return last;
    }

    /** How long it takes until this is so, in milliseconds; longer than {@code most} is a failure. */
    static long millisUntil(String what, Duration most, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > most.toNanos()) {
                throw new AssertionError("Not in " + most + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** One more in this room, by way of this node. Returns when it is there. */
    private void come(String room, String name, int node) {
        all.add(guest(room, name, node));
    }

    /** One more, whom no roster but that of the room needs to have. */
    Attendee guest(String room, String name, int node) {
        var one = new Attendee(http, sockets, node, room, name, traffic, wrong::add);
        guests.add(one);
        threads.execute(one::live);
        Until.holds(name + " is there", one::isAttached);
        return one;
    }

    private void makeFor(int capacity, URI server, String room) {
        var request = HttpRequest.newBuilder(server.resolve("/api/v1/rooms"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + room + "\",\"capacity\":" + capacity + "}"))
                .build();
        // A node that has just started may not have found Redis yet.
        Until.holds("a room is made", () -> {
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 201;
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void close() {
        intruders.forEach(Intruder::end);
        guests.forEach(Attendee::end);
        threads.close();
        http.shutdownNow();
    }
}
