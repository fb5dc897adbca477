package org.confero.server.benchmark;

import java.io.IOException;
import java.util.List;

/** Who says what when. */
interface Traffic {
    Traffic NONE = new Traffic() {};

    default void begin(Load load) throws IOException {}

    /** Called over and over. */
    default void turn(Load load) throws IOException {}

    default void arrived(Load load, Client at, long intended) throws IOException {}

    /** Whether it sends at certain times, and must not be late. */
    default boolean isPaced() {
        return false;
    }

    default boolean mayRefuse() {
        return false;
    }

    default boolean mayClose(Client client) {
        return false;
    }

    /** As much as the server can take: one message of each client is under way, and whoever gets one sends the next. */
    final class Ceiling implements Traffic {
        private boolean flows;

        @Override
        public void begin(Load load) throws IOException {
            if (!flows) {
                flows = true;
                for (Client client : load.clients()) {
                    load.signal(client, load.mate(client), 0);
                }
            }
        }

        @Override
        public void arrived(Load load, Client at, long intended) throws IOException {
            load.signal(at, load.mate(at), 0);
        }
    }

    /** So many messages a second at even times, whatever becomes of those before. */
    final class Paced implements Traffic {
        private final List<Client> senders;
        private final long interval;
        private Latencies latencies = new Latencies();
        private long due;
        private long sent;

        Paced(List<Client> senders, int perSecond) {
            this.senders = senders;
            this.interval = 1_000_000_000L / perSecond;
        }

        /** From here on; gives what was until here. */
        Latencies reset() {
            Latencies until = latencies;
            latencies = new Latencies();
            return until;
        }

        @Override
        public void begin(Load load) {
            due = System.nanoTime();
        }

        @Override
        public void turn(Load load) throws IOException {
            if (System.nanoTime() >= due) {
                // A step that shares no factor with the number of senders: rooms take turns.
                Client sender = senders.get((int) (sent++ * 7 % senders.size()));
                load.signal(sender, load.mate(sender), due);
                due += interval;
            }
        }

        @Override
        public void arrived(Load load, Client at, long intended) {
            latencies.add(System.nanoTime() - intended);
        }

        @Override
        public boolean isPaced() {
            return true;
        }
    }
}
