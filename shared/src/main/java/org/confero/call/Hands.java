package org.confero.call;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.confero.protocol.ClientKey;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The raised hands in their order, which is the same for everybody: who raises takes a number above all that it has seen, and of
 * equal numbers the lower key is first. A value; {@code hands.js} is the same.
 *
 * @param highest number seen so far
 */
public record Hands(ClientKey self, NavigableMap<ClientKey, Long> raised, long highest) {
    public Hands {
        raised = Collections.unmodifiableNavigableMap(new TreeMap<>(raised));
    }

    public static Hands none(ClientKey self) {
        return new Hands(self, Collections.emptyNavigableMap(), 0);
    }

    /** We raise our hand; a raised one stays where it is. */
    public Hands raise() {
        return raised.containsKey(self) ? this : with(self, Math.min(Limits.COUNT, highest + 1));
    }

    public Hands lower() {
        return with(self, null);
    }

    /** Somebody's state came, with its number or with none. */
    public Hands hear(ClientKey peer, @Nullable Long number) {
        return peer.equals(self) ? this : with(peer, number);
    }

    public Hands gone(ClientKey peer) {
        return with(peer, null);
    }

    /** Our number, for our state message. */
    public OptionalLong own() {
        Long number = raised.get(self);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** Whose turn it is first, first. */
    public List<ClientKey> order() {
        return raised.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<ClientKey, Long> each) -> each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Hands with(ClientKey key, @Nullable Long number) {
        NavigableMap<ClientKey, Long> next = new TreeMap<>(raised);
        if (number == null) {
            next.remove(key);
        } else if (next.containsKey(key) || next.size() < Limits.CHAT_AUTHORS) {
            next.put(key, number);
        }
        return new Hands(self, next, number == null ? highest : Math.max(highest, number));
    }
}
