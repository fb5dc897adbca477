package org.confero.server.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.confero.protocol.RoomId;
import org.confero.server.events.Event;
import org.confero.server.events.EventConsumer;

/** Writes calls down as events tell of them, and reads them out. Any thread. */
public final class CallHistory implements EventConsumer {
    private final CallStore store;
    private final HistorySettings settings;
    private final InstantSource clock;

    public CallHistory(CallStore store, HistorySettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void accept(Event event) {
        if (settings.days() > 0) {
            store.change(event.room(), calls -> kept(calls.after(event)));
        }
    }

    /** The newest first. */
    public List<Call> of(RoomId room) {
        return kept(store.find(room)).calls().reversed();
    }

    private Calls kept(Calls calls) {
        Instant since = clock.instant().minus(Duration.ofDays(settings.days()));
        return calls.kept(since, settings.callsPerRoom());
    }
}
