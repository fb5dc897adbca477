package org.confero.server.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A kind of server, and how it is started. */
record Contender(Kind kind, List<String> command, Path log) {
    enum Kind {
        CONFERO("Confero"),
        NODE("Node ws"),
        NETTY("Netty");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    Contender {
        command = List.copyOf(command);
    }

    String name() {
        return kind.title;
    }

    boolean isJvm() {
        return kind != Kind.NODE;
    }

    Program start() {
        return Program.start(SignalingBenchmark.serverCore(), command, log);
    }

    /** With a heap of 512 MiB, where it has one. */
    Program startSmall() {
        var small = new ArrayList<>(command);
        if (isJvm()) {
            small.add(1, "-Xmx512m");
        }
        return Program.start(SignalingBenchmark.serverCore(), small, log);
    }

    /** Has it give back what it does not use. */
    Program collected(Program program) {
        if (isJvm()) {
            program.collectByJcmd();
        } else {
            program.collectBySignal();
        }
        return program;
    }
}
