package org.confero.server.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients in rooms of a few, on one thread. They send their heartbeats whenever the load runs; what else they send is
 * for the {@link Traffic} to say.
 */
final class Load implements AutoCloseable {
    static final int ROOM = 4;

    private static final long HEARTBEAT = Duration.ofSeconds(5).toNanos();
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    /** Most clients that are coming in at once. */
    private static final int COMING = 64;

    private static final byte[] RECONNECTING = "\"presence\":\"reconnecting\"".getBytes(US_ASCII);

    private final List<InetSocketAddress> servers;
    private final int room;
    private final String name;
    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
    private Traffic traffic = Traffic.NONE;
    private long beaten = System.nanoTime();
    private int nextToBeat;
    private int joined;
    private int closed;
    private boolean isClosing;
    private long sent;
    private long arrived;
    private long lost;

    /** @param name that no other load of the same server has: its rooms are called so */
    Load(InetSocketAddress server, String name) {
        this(List.of(server), ROOM, name);
    }

    /**
     * Each room is spread over the servers, and begins with the next one.
     *
     * @param room how many are in one
     */
    Load(List<InetSocketAddress> servers, int room, String name) {
        this.servers = List.copyOf(servers);
        this.room = room;
        this.name = name;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has more clients join, and returns when all have. */
    void join(int count) {
        join(count, -1, 0);
    }

    /** The same, where every {@code slow}th client has a receive buffer of so many bytes. */
    void join(int count, int slow, int receive) {
        int all = clients.size() + count;
        try {
            await("Not all have joined", () -> {
                while (clients.size() < all && clients.size() - joined < COMING) {
                    int number = clients.size();
                    int buffer = slow > 0 && number % slow == 0 ? receive : 0;
                    clients.add(new Client(this, selector, server(number), number, name + number / room, buffer));
                }
                return joined == all;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the traffic flow for so long. */
    void run(Traffic next, Duration time) {
        run(next, time, Long.MAX_VALUE);
    }

    /** For so long, or until so many signals have arrived. */
    void run(Traffic next, Duration time, long most) {
        traffic = next;
        long end = System.nanoTime() + time.toNanos();
        long enough = most == Long.MAX_VALUE ? most : arrived + most;
        try {
            next.begin(this);
            while (System.nanoTime() < end && arrived < enough) {
                next.turn(this);
                turn(next.isPaced());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Client> clients() {
        return clients;
    }

    /** Signals that have arrived, in all. */
    long signals() {
        return arrived;
    }

    /** How often somebody was told of somebody else's lost socket. */
    long lost() {
        return lost;
    }

    /** Another of the same room, on another server where there are several; over the calls each in its turn. */
    Client mate(Client client) {
        int place = client.number() % room;
        int other = (place + 1 + (int) (sent % (room - 1))) % room;
        while (servers.size() > 1 && other % servers.size() == place % servers.size()) {
            other = (other + 1) % room;
        }
        return clients.get(client.number() - place + other);
    }

    private InetSocketAddress server(int number) {
        return servers.get((number / room + number % room) % servers.size());
    }

    void signal(Client from, Client to, long intended) throws IOException {
        Signals.write(out.clear(), sent++, to.self(), intended);
        from.send(out.flip());
    }

    void description(Client from, Client to, long intended) throws IOException {
        Signals.writeDescription(out.clear(), to.self(), intended);
        from.send(out.flip());
    }

    void arrived(Client at, long intended) throws IOException {
        arrived++;
        traffic.arrived(this, at, intended);
    }

    void joined() {
        joined++;
    }

    void closed(Client client) {
        closed++;
        if (!isClosing && !traffic.mayClose(client)) {
            throw new IllegalStateException("The server has closed with " + client.closeCode());
        }
    }

    void refused(String error) {
        // While all leave, some still speak to those who have left.
        if (!isClosing && !traffic.mayRefuse()) {
            throw new IllegalStateException("The server refuses: " + error);
        }
    }

    /** The server has told something of a participant. */
    void told(ByteBuffer text, int start, int end) {
        if (Client.find(text, RECONNECTING, start, end) >= 0) {
            lost++;
        }
    }

    /** All leave in good order. */
    @Override
    public void close() {
        isClosing = true;
        traffic = Traffic.NONE;
        try {
            for (Client client : clients) {
                client.leave();
            }
            await("Not all are closed", () -> closed == clients.size());
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Goal {
        boolean isReached() throws IOException;
    }

    private void await(String otherwise, Goal goal) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!goal.isReached()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            turn(false);
        }
    }

    // Whoever sends at certain times turns round without waiting: the system's timers are too coarse for it.
    private void turn(boolean isPaced) throws IOException {
        if (isPaced) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, 1);
        }
        beat();
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Client client) {
            try {
                client.ready(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // One after the other, so that each has its turn once in the time of a heartbeat.
    private void beat() throws IOException {
        if (clients.isEmpty() || isClosing) {
            return;
        }
        long interval = HEARTBEAT / clients.size();
        for (long now = System.nanoTime(); now - beaten >= interval; beaten += interval) {
            nextToBeat = (nextToBeat + 1) % clients.size();
            clients.get(nextToBeat).beat();
        }
    }
}
