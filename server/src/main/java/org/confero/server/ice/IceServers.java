package org.confero.server.ice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.confero.protocol.IceServer;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The STUN and TURN servers that participants are told of; none by default, which is enough within one network.
 *
 * Throws {@link IllegalArgumentException} for a URL of another scheme, and for TURN without credentials
 *
 * @param servers the same for everybody
 * @param turn with credentials of each participant's own, made when they are told; null for none
 */
public record IceServers(
        @DefaultValue List<IceServer> servers, @Nullable TurnCredentials turn) {
    /** Most servers, and most URLs of one: browsers try them all, and grow slow with a handful. */
    static final int MOST = 16;

    public IceServers {
        servers = List.copyOf(servers);
        check(servers.size() <= MOST, "At most " + MOST + " ICE servers");
        servers.forEach(IceServers::check);
    }

    /** What this participant is told. {@code now} is of the clock on the wall. */
    public List<IceServer> tellTo(ParticipantId participant, Instant now) {
        return turn == null
                ? servers
                : Stream.concat(servers.stream(), Stream.of(turn.serverFor(participant, now)))
                        .toList();
    }

    /** How long after it was told a participant has to be told anew; never when nothing runs out. */
    public Optional<Duration> goodFor() {
        // The other half is for those who are away at the moment, and for links that are being made.
        return Optional.ofNullable(turn)
                .map(credentials -> credentials.lifetime().dividedBy(2));
    }

    private static void check(IceServer server) {
        check(!server.urls().isEmpty() && server.urls().size() <= MOST, "An ICE server has 1 to " + MOST + " URLs");
        for (String url : server.urls()) {
            check(Urls.isStun(url) || Urls.isTurn(url), "Not a stun, stuns, turn or turns URL: " + url);
            check(
                    Urls.isStun(url) || (server.username() != null && server.credential() != null),
                    "A TURN server needs a username and a credential: " + url);
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
