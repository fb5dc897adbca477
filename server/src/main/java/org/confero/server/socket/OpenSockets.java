package org.confero.server.socket;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ServerMessage;
import org.confero.server.address.Network;
import org.confero.server.routing.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sockets of this server: gives them their pulse, and sees them off when the server goes. */
public final class OpenSockets implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);

    /** How often each socket looks at the time; every timeout is early by this much at most. */
    private static final Duration PULSE = Duration.ofMillis(250);

    /** How often rooms look at the time. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /**
     * When a pulse is later than this, the whole process has stood still (suspended, or collecting garbage): what clients
     * said meanwhile waits in the kernel, and is heard before anybody is taken for silent.
     */
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final String AWAY = "The server goes away";

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final Sessions sessions;
    private final Rooms rooms;
    private final InstantSource clock;
    private final DrainSettings drain;
    private final Duration heartbeat;
    private final Meters meters;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());
    private volatile boolean running;
    private Instant swept = Instant.MIN;
    private volatile Instant lastBeat;
    private Instant patientUntil;

    /** @param heartbeat how often clients ask for a sign of life, and how long after a standstill they have for it */
    public OpenSockets(
            Sessions sessions,
            Rooms rooms,
            InstantSource clock,
            DrainSettings drain,
            Duration heartbeat,
            Meters meters) {
        this.sessions = sessions;
        this.rooms = rooms;
        this.clock = clock;
        this.drain = drain;
        this.heartbeat = heartbeat;
        this.meters = meters;
        this.lastBeat = clock.instant();
        this.patientUntil = lastBeat;
    }

    public int count() {
        return sockets.size();
    }

    /** How many of one address, or of its /64. */
    int count(String address) {
        return perAddress.getOrDefault(Network.of(address), 0);
    }

    void add(Socket socket) {
        if (sockets.add(socket)) {
            perAddress.merge(Network.of(socket.address()), 1, Integer::sum);
        }
        if (!running) {
            socket.close(CloseCode.GOING_AWAY, AWAY);
        }
    }

    void remove(Socket socket) {
        if (sockets.remove(socket)) {
            perAddress.computeIfPresent(Network.of(socket.address()), (address, n) -> n == 1 ? null : n - 1);
        }
    }

    @Override
    public void start() {
        running = true;
        lastBeat = clock.instant();
        var _ = pulse.scheduleAtFixedRate(this::beat, PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks everybody to go, each at a moment of its own, waits for them, and closes what is left. Then first nobody is told
     * anything more: that the others lose their sockets too does not mean that they left, and would end calls that need no
     * server. With nobody connected it is over at once.
     */
    @Override
    public void stop() {
        awaitNobody(drain.notice());
        running = false;
        announce();
        awaitNobody(drain.timeout());
        sockets.forEach(Socket::hush);
        sockets.forEach(socket -> socket.close(CloseCode.GOING_AWAY, AWAY));
        awaitNobody(GOODBYE);
        pulse.shutdownNow();
    }

    /** Whether it takes new sockets. */
    @Override
    public boolean isRunning() {
        return running;
    }

    // Evenly over the time: there is no better spread.
    private void announce() {
        List<Socket> all = List.copyOf(sockets);
        for (int i = 0; i < all.size(); i++) {
            long after = drain.spread().toMillis() * i / all.size();
            all.get(i).announce(new ServerMessage.Closing(AWAY, after));
        }
    }

    private void awaitNobody(Duration limit) {
        var deadline = clock.instant().plus(limit);
        while (!sockets.isEmpty() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private void beat() {
        var now = clock.instant();
        if (now.isAfter(lastBeat.plus(STANDSTILL))) {
            LOG.debug("Stood still for {} ms", Duration.between(lastBeat, now).toMillis());
            meters.stoodStill();
            patientUntil = now.plus(heartbeat);
        }
        lastBeat = now;
        boolean isPatient = now.isBefore(patientUntil);
        if (!isPatient) {
            guarded(() -> sessions.tick(now));
        }
        sweep(now);
        for (Socket socket : sockets) {
            guarded(() -> {
                if (!isPatient) {
                    socket.judge(now.plus(PULSE));
                }
                socket.ask(now);
            });
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOG.error("The pulse has failed", fault);
        }
    }

    private void sweep(Instant now) {
        if (now.isBefore(swept.plus(SWEEP))) {
            return;
        }
        swept = now;
        guarded(() -> rooms.tick(now, fault -> LOG.error("The pulse of a room has failed", fault)));
    }
}
