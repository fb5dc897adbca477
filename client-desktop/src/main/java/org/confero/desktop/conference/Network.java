package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Notices that this machine has other addresses than before, or that it has slept. Confined to one thread, but for {@link #addresses}. */
final class Network {
    /** What has become of the ways to others. */
    enum Change {
        NONE,
        /** There are more of them. */
        MORE,
        /** Some are gone, or may be. */
        LESS
    }

    private static final Logger LOG = System.getLogger(Network.class.getName());

    /** In milliseconds. Clocks are set right by less, and nobody's call outlives a shorter sleep unhurt anyway. */
    private static final long SLEPT = 5000;

    private @Nullable Set<String> known;
    private long offset;

    /**
     * Since it was looked last.
     *
     * @param wall milliseconds of the time of the day, which goes on while the machine sleeps
     * @param awake milliseconds of a clock that stands still meanwhile
     */
    Change look(Set<String> addresses, long wall, long awake) {
        Set<String> before = known;
        boolean slept = wall - awake - offset > SLEPT;
        known = Set.copyOf(addresses);
        offset = wall - awake;
        if (before == null || (known.equals(before) && !slept)) {
            return Change.NONE;
        }
        return slept || !known.containsAll(before) ? Change.LESS : Change.MORE;
    }

    /** This machine's addresses but those of loopback; it may take its time. Any thread. */
    static Set<String> addresses() {
        Set<String> found = new TreeSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .filter(Network::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .forEach(address -> found.add(address.getHostAddress()));
        } catch (SocketException e) {
            LOG.log(Level.DEBUG, "The interfaces cannot be listed: {0}", e.toString());
        }
        return found;
    }

    /** One that is down keeps its addresses on some systems. */
    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp();
        } catch (SocketException e) {
            // It is gone since it was listed.
            return false;
        }
    }
}
