package org.confero.call;

import java.util.List;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.jspecify.annotations.Nullable;

/** What happens to a room's chat. {@code now} is in milliseconds of a clock that only moves forward. */
public sealed interface ChatEvent {
    /** The person says something, called so, at this time of the day in milliseconds since 1970. */
    record Say(String text, DisplayName name, long sent) implements ChatEvent {}

    /** The person changes what they said; of what is not theirs or not here nothing comes. */
    record Edit(long id, String text) implements ChatEvent {}

    record Delete(long id) implements ChatEvent {}

    /** A hello came over an open control channel, of somebody who has been in the call for so many milliseconds. */
    record Opened(ClientKey peer, long present, long now) implements ChatEvent {}

    /** The control channel to somebody is down; it may come back. */
    record Closed(ClientKey peer) implements ChatEvent {}

    /** Somebody has left the call. */
    record Gone(ClientKey peer) implements ChatEvent {}

    /** From an opened peer, as the four below. */
    record Came(
            ClientKey peer,
            ChatEntry entry,
            long after,
            @Nullable Long until) implements ChatEvent {}

    record Acked(ClientKey peer, List<ChatHeard> heard) implements ChatEvent {
        public Acked {
            heard = List.copyOf(heard);
        }
    }

    record Wanted(ClientKey peer, List<ChatHeard> heard) implements ChatEvent {
        public Wanted {
            heard = List.copyOf(heard);
        }
    }

    record Ended(ClientKey peer, boolean more, long now) implements ChatEvent {}

    /** Time passes; at least every {@link Chat#TICK} milliseconds while somebody else is there. */
    record Tick(long now) implements ChatEvent {}
}
