package org.confero.server.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In each room the first stops reading while the second goes on sending to it, and the other two talk to each other. Asks
 * what that costs the server, and what it costs those two.
 */
final class SlowReaders implements Traffic {
    /** 4 kB each: 3.6 MB/s. */
    private static final int TO_SLOW_PER_SECOND = 880;

    private static final int TALK_PER_SECOND = 1000;

    /** So little that a reader who stops is soon felt by the server, and yet enough to read what waits within a second. */
    static final int RECEIVE_BUFFER = 64 * 1024;

    private final Set<Client> slow = new HashSet<>();
    private final List<Client> rooms;
    private Latencies latencies = new Latencies();
    private long talkDue;
    private long flowDue;
    private long sent;
    private boolean talks = true;

    /** @param rooms the first of each room */
    SlowReaders(List<Client> rooms) {
        this.rooms = rooms;
    }

    /** How the room-mates of this one fare while it reads, and from when it stops until it is closed. */
    static Stall stall(Load load, Client slow, Duration before) {
        var traffic = new SlowReaders(List.of(slow));
        load.run(traffic, before);
        Latencies reading = traffic.latencies;
        traffic.latencies = new Latencies();
        traffic.stop(slow);
        long lost = load.lost();
        for (int tenth = 0; load.lost() == lost && tenth < 300; tenth++) {
            load.run(traffic, Duration.ofMillis(100));
        }
        Latencies stalled = traffic.latencies;
        slow.goOnReading();
        for (int tenth = 0; !slow.isClosed() && tenth < 300; tenth++) {
            load.run(new Closing(slow), Duration.ofMillis(100));
        }
        return new Stall(reading, stalled, slow.closeCode());
    }

    /** All stop, and are sent the same, until the first of them is closed: the others are as full as can be. */
    static void fill(Load load, List<Client> rooms) {
        var traffic = new SlowReaders(rooms);
        traffic.talks = false;
        rooms.forEach(traffic::stop);
        long lost = load.lost();
        for (int turn = 0; load.lost() == lost && turn < 3000; turn++) {
            load.run(traffic, Duration.ofMillis(20));
        }
    }

    record Stall(Latencies before, Latencies during, int closeCode) {}

    @Override
    public void begin(Load load) {
        long now = System.nanoTime();
        // Between two runs of the same traffic no time is made up for.
        talkDue = Math.max(talkDue, now - 1_000_000);
        flowDue = Math.max(flowDue, now - 1_000_000);
    }

    @Override
    public void turn(Load load) throws IOException {
        long now = System.nanoTime();
        if (talks && now >= talkDue) {
            Client first = load.clients().get(rooms.getFirst().number() + 2);
            Client second = load.clients().get(first.number() + 1);
            boolean turns = sent++ % 2 == 0;
            load.signal(turns ? first : second, turns ? second : first, talkDue);
            talkDue += 1_000_000_000L / TALK_PER_SECOND;
        }
        if (now >= flowDue) {
            for (Client room : rooms) {
                load.description(load.clients().get(room.number() + 1), room, flowDue);
            }
            flowDue += 1_000_000_000L / TO_SLOW_PER_SECOND;
        }
    }

    @Override
    public void arrived(Load load, Client at, long intended) {
        if (at.number() % Load.ROOM > 1) {
            latencies.add(System.nanoTime() - intended);
        }
    }

    @Override
    public boolean isPaced() {
        return true;
    }

    @Override
    public boolean mayClose(Client client) {
        return slow.contains(client);
    }

    private void stop(Client client) {
        slow.add(client);
        client.stopReading();
    }

    /** Nothing but that one may be closed. */
    private record Closing(Client slow) implements Traffic {
        @Override
        public boolean mayClose(Client client) {
            return client.equals(slow);
        }
    }
}
