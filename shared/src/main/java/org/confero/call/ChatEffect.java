package org.confero.call;

import java.util.List;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.jspecify.annotations.Nullable;

/** What the chat has to send over control channels, in the order given, and what there is to show. */
public sealed interface ChatEffect {
    record SendChat(
            ClientKey peer,
            ChatEntry entry,
            long after,
            @Nullable Long until) implements ChatEffect {}

    record SendAck(ClientKey peer, List<ChatHeard> heard) implements ChatEffect {
        public SendAck {
            heard = List.copyOf(heard);
        }
    }

    record SendWanted(ClientKey peer, List<ChatHeard> heard) implements ChatEffect {
        public SendWanted {
            heard = List.copyOf(heard);
        }
    }

    record SendEnd(ClientKey peer, boolean more) implements ChatEffect {}

    /** This message is new, or another than before. Where it stands is in {@link ChatLog#entries}. */
    record Show(ChatEntry entry) implements ChatEffect {}
}
