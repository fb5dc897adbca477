package org.confero.server.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.confero.protocol.RoomId;

/** In this process's memory, and gone with it. */
public final class InMemoryCalls implements CallStore {
    /** Calls and stays of all rooms together, some 300 bytes each; of more, the rooms that were not used for longest go. */
    private static final long MOST = 200_000;

    private final Cache<RoomId, Calls> rooms;

    /** @param kept since the last event of a room */
    public InMemoryCalls(Duration kept) {
        rooms = Caffeine.newBuilder()
                .maximumWeight(MOST)
                .weigher((RoomId room, Calls calls) -> 1 + calls.size())
                .expireAfterWrite(kept)
                .build();
    }

    @Override
    public Calls find(RoomId room) {
        Calls calls = rooms.getIfPresent(room);
        return calls == null ? Calls.NONE : calls;
    }

    @Override
    public void change(RoomId room, UnaryOperator<Calls> next) {
        rooms.asMap().compute(room, (id, calls) -> next.apply(calls == null ? Calls.NONE : calls));
    }
}
