package org.confero.desktop.conference;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.confero.call.Clock;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.Limits;

/**
 * The clocks of those in the call, also when they have gone: what they have said is still shown. The rules are in {@link Clock}. All
 * methods on the conference's thread.
 */
final class Clocks {
    private final BiConsumer<ClientKey, ControlMessage> channels;
    private final Map<ClientKey, Clock> clocks = new LinkedHashMap<>();
    private final Set<ClientKey> open = new HashSet<>();

    /** @param channels says this to the client with that key */
    Clocks(BiConsumer<ClientKey, ControlMessage> channels) {
        this.channels = channels;
    }

    /** A channel has opened, and its other side has said hello. */
    void opened(ClientKey key) {
        Clock known = clocks.remove(key);
        clocks.put(key, known == null ? Clock.begun(now()) : known.opened(now()));
        if (clocks.size() > Limits.CHAT_AUTHORS) {
            // Those go whose channel was opened first.
            clocks.remove(clocks.keySet().iterator().next());
        }
        open.add(key);
        tick();
    }

    void closed(ClientKey key) {
        open.remove(key);
    }

    /** Has to be called once a second or more often. */
    void tick() {
        clocks.replaceAll((key, clock) -> {
            if (!open.contains(key) || !clock.isDue(now())) {
                return clock;
            }
            long date = System.currentTimeMillis();
            channels.accept(key, new ControlMessage.Clock(date, null));
            return clock.ask(now(), date);
        });
    }

    /** Their answer to a question of ours. */
    void heard(ClientKey key, long asked, long answered) {
        clocks.computeIfPresent(
                key, (same, clock) -> clock.answered(asked, answered, now(), System.currentTimeMillis()));
    }

    /** What was the time by our clock when it was this by theirs, in milliseconds since 1970. */
    long toOurs(ClientKey key, long date) {
        Clock clock = clocks.get(key);
        return clock == null ? date : clock.toOurs(date);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
