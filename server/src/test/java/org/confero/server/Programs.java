package org.confero.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Programs of the tests' own, such as Redis and RabbitMQ. */
public final class Programs {
    private static final long PATIENCE_SECONDS = 120;

    private Programs() {}

    /** Starts a program, whose output is read to its end, and waits until it has said this. */
    public static Process start(ProcessBuilder program, String readyLine) throws IOException {
        Process started = program.redirectErrorStream(true).start();
        var ready = new CountDownLatch(1);
        var said = new ConcurrentLinkedQueue<String>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader out = started.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    said.add(line);
                    if (line.contains(readyLine)) {
                        ready.countDown();
                    }
                }
            } catch (IOException killed) {
                said.add(killed.toString());
            }
        });
        try {
            if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly();
                throw new AssertionError("Has not started: " + program.command() + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return started;
    }

    /** A port of the loopback address that is free now, and again for a program that is killed and started anew. */
    public static int freePort() throws IOException {
        // Systems give higher ones to connections, so one of those may be taken while its program is away.
        int port = ThreadLocalRandom.current().nextInt(16_000, 32_000);
        return isFree(port) ? port : freePort();
    }

    private static boolean isFree(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
