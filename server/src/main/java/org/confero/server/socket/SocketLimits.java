package org.confero.server.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one server and one socket of it may cost.
 *
 * @param sockets most sockets at once; more are refused with status 503
 * @param waitingSessions most sessions that wait for a new socket; of more the one that has waited longest ends, those in no
 *     room before those in one
 * @param replayTotal most memory that all sessions that wait for a new socket keep for their resume; of more those that have
 *     waited longest lose theirs
 * @param requestTimeout a connection on which no HTTP request comes to its end, or a first one begins, for so long is closed
 * @param helloTimeout a socket that has not said hello by then is closed
 * @param heartbeat how often the server pings, and asks clients to
 * @param silence a socket on which nothing came for this long is dead
 * @param grace how long a session waits for a new socket
 * @param outbox most memory of what waits for one slow reader; with more it is closed
 * @param outboxStall how long a slow reader may take nothing at all before it is closed
 * @param burst most messages of one session at once: a mesh of 16 that trickles its candidates sends some 300
 * @param perSecond messages of one session in the long run
 * @param mistakes most mistakes (refused messages) of one session at once; with more it is closed
 * @param mistakesPerSecond how fast mistakes are forgiven
 * @param controlFrames most pings and pongs of one socket in one heartbeat; with more it is closed
 * @param fragments most pieces of one message, which has to be whole within {@code silence}. Large frames are cut by the network: 64 KiB
 *     come in some 50 to 150 pieces
 */
public record SocketLimits(
        @DefaultValue("20000") int sockets,
        @DefaultValue("20000") int waitingSessions,
        @DefaultValue("64MB") DataSize replayTotal,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("10s") Duration helloTimeout,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("15s") Duration silence,
        @DefaultValue("120s") Duration grace,
        @DefaultValue("2MB") DataSize outbox,
        @DefaultValue("10s") Duration outboxStall,
        @DefaultValue("400") int burst,
        @DefaultValue("100") int perSecond,
        @DefaultValue("200") int mistakes,
        @DefaultValue("10") int mistakesPerSecond,
        @DefaultValue("100") int controlFrames,
        @DefaultValue("1024") int fragments) {
    public SocketLimits {
        check(sockets > 0 && waitingSessions > 0, "sockets and waiting-sessions must be positive");
        check(replayTotal.toBytes() > 0, "replay-total must be positive");
        check(requestTimeout.isPositive(), "request-timeout must be positive");
        check(controlFrames > 0 && fragments > 0, "control-frames and fragments must be positive");
        check(helloTimeout.isPositive() && outboxStall.isPositive(), "hello-timeout and outbox-stall must be positive");
        check(heartbeat.isPositive() && silence.compareTo(heartbeat) > 0, "silence must be longer than heartbeat");
        check(grace.isPositive(), "grace must be positive");
        check(outbox.toBytes() > 0, "outbox must be positive");
        check(burst > 0 && perSecond > 0, "burst and per-second must be positive");
        check(mistakes > 0 && mistakesPerSecond > 0, "mistakes and mistakes-per-second must be positive");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
