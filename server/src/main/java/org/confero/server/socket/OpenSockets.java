package org.confero.server.socket;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.confero.protocol.CloseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sockets of this server: gives them their pulse, and closes them when the server goes. */
public final class OpenSockets implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSockets.class);

    /** How often each socket looks at the time; every timeout is late by this much at most. */
    private static final Duration PULSE = Duration.ofMillis(250);

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Sessions sessions;
    private final InstantSource clock;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());
    private volatile boolean running;

    public OpenSockets(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public int count() {
        return sockets.size();
    }

    void add(Socket socket) {
        sockets.add(socket);
        if (!running) {
            socket.close(CloseCode.GOING_AWAY, "The server goes away");
        }
    }

    void remove(Socket socket) {
        sockets.remove(socket);
    }

    @Override
    public void start() {
        running = true;
        var _ = pulse.scheduleAtFixedRate(this::beat, PULSE.toMillis(), PULSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Says goodbye to everybody and waits a moment for them to go. First nobody is told anything more: that the others lose
     * their sockets too does not mean that they left, and would end calls that need no server.
     */
    @Override
    public void stop() {
        running = false;
        sockets.forEach(Socket::hush);
        sockets.forEach(socket -> socket.close(CloseCode.GOING_AWAY, "The server goes away"));
        var deadline = clock.instant().plus(GOODBYE);
        while (!sockets.isEmpty() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        pulse.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void beat() {
        var now = clock.instant();
        try {
            sessions.tick(now);
        } catch (RuntimeException fault) {
            LOG.error("The pulse of the sessions has failed", fault);
        }
        for (Socket socket : sockets) {
            try {
                socket.tick(now);
            } catch (RuntimeException fault) {
                LOG.error("The pulse of a socket has failed", fault);
            }
        }
    }
}
