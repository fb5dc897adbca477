package org.confero.desktop.conference;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.confero.call.Addresses;
import org.confero.call.ServerList;
import org.confero.protocol.ServerOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server is lost, when to ask it again, and at which of its addresses. Times are of {@link System#nanoTime}.
 */
final class Rejoining {
    private final RandomGenerator random;
    private final List<String> homes;
    private List<URI> addresses;
    private ServerList servers = ServerList.of(1);

    /** Not to connect before; the server that went away has said so. */
    private long notBefore;

    private boolean lost;

    /** Whether nothing has been tried since the loss. */
    private boolean untried;

    /** @param homes the addresses that the person knows the server by, in the order in which they are tried */
    Rejoining(List<URI> homes, RandomGenerator random, long now) {
        this.homes = homes.stream().map(URI::toString).toList();
        this.addresses = List.of(homes.getFirst());
        this.random = random;
        beginAt(homes.getFirst());
        notBefore = now;
    }

    /** Where the session was last, with the ways that the person came by as the others. */
    final void beginAt(URI address) {
        addresses = Addresses.after(address.toString(), homes, List.of(), 0).stream()
                .map(URI::create)
                .toList();
        servers = ServerList.of(addresses.size());
    }

    /** The address in use, or to be tried next. */
    URI server() {
        return addresses.get(servers.at());
    }

    /** The server in use has said at which addresses else its rooms are. */
    void told(List<ServerOrigin> others) {
        addresses = Addresses.after(
                        server().toString(),
                        homes,
                        others.stream().map(ServerOrigin::value).toList(),
                        random.nextInt(1000))
                .stream()
                .map(URI::create)
                .toList();
        servers = servers.renewed(addresses.size());
    }

    /** After a try to join that failed: whether there is an address that has not had its turn, which is the next one then. */
    boolean tryNext() {
        servers = servers.failed(random.nextInt(1000)).next();
        return !servers.isRound();
    }

    boolean isLost() {
        return lost;
    }

    /** Whether that is news. */
    boolean lose() {
        boolean news = !lost;
        lost = true;
        untried |= news;
        return news;
    }

    /** The server is there. Whether that is news. */
    boolean back() {
        servers = servers.connected();
        boolean news = lost;
        lost = false;
        return news;
    }

    /** The server asks for this much time, and it may be the whole server that is away meanwhile. */
    void notFor(Duration time, long now) {
        notBefore = now + time.toNanos();
    }

    /**
     * How long to wait before the next try, in nanoseconds: not at all before the first one after a loss, and then longer every time.
     *
     * @param retryAfter what the server asked for as it said no
     */
    long pause(@Nullable Duration retryAfter, long now) {
        long asked = retryAfter == null ? 0 : retryAfter.toNanos();
        ServerList.Try next = untried ? servers.lost(0) : servers.failed(random.nextInt(1000));
        untried = false;
        servers = next.next();
        long pause = TimeUnit.MILLISECONDS.toNanos(next.millis());
        return Math.max(Math.max(pause, asked), notBefore - now);
    }
}
