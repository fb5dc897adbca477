package org.confero.conformance;

import java.util.List;
import java.util.Random;
import org.confero.Seeded;
import org.confero.call.Chat;
import org.confero.call.ChatEvent;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;

/** Chat among four who say and claim anything at any time. */
final class ChatTraces {
    private static final List<ClientKey> KEYS = List.of(key("a"), key("c"), key("e"), key("me"), key("z"));
    private static final DisplayName NAME = new DisplayName("Ada");

    record Arguments(ClientKey self, long now) {}

    static final StepTraces<Chat.State, ChatEvent> TRACES = new StepTraces<>(
            "chat",
            40,
            60,
            random -> new StepTraces.Start<>(new Arguments(key("me"), 100_000), Chat.initial(key("me"), 100_000)),
            ChatTraces::event,
            (state, event) -> {
                Chat.Step step = Chat.step(state, event);
                return new StepTraces.Taken<>(step.next(), step.effects());
            });

    private ChatTraces() {}

    private static ChatEvent event(Random random, Chat.State state) {
        ClientKey peer = Seeded.oneOf(random, KEYS);
        // The clock moves with what has happened, as it is not part of the state.
        long now = 100_000 + 700 * (state.time() + state.changes() + random.nextInt(12));
        return switch (random.nextInt(16)) {
            case 0, 1 -> new ChatEvent.Say("s" + random.nextInt(100), NAME, random.nextInt(1000));
            case 2 -> new ChatEvent.Edit(1 + random.nextInt(6), "e" + random.nextInt(100));
            case 3 -> new ChatEvent.Delete(1 + random.nextInt(6));
            case 4, 5, 6 -> new ChatEvent.Opened(peer, random.nextInt(20_000), now);
            case 7 -> random.nextInt(3) == 0 ? new ChatEvent.Gone(peer) : new ChatEvent.Closed(peer);
            case 8, 9, 10 -> {
                ChatEntry entry = entry(random);
                long after = random.nextInt(Math.toIntExact(entry.seq()));
                yield new ChatEvent.Came(
                        peer,
                        entry,
                        after,
                        random.nextInt(4) == 0 ? null : Long.valueOf(entry.seq() + (long) random.nextInt(2)));
            }
            case 11 -> new ChatEvent.Acked(peer, Seeded.some(random, 4, ChatTraces::heard));
            case 12 -> new ChatEvent.Wanted(peer, Seeded.some(random, 4, ChatTraces::heard));
            case 13 -> new ChatEvent.Ended(peer, random.nextBoolean(), now);
            default -> new ChatEvent.Tick(now);
        };
    }

    private static ChatEntry entry(Random random) {
        long id = 1L + random.nextInt(8);
        long seq = id + (long) random.nextInt(3);
        String text = seq > id && random.nextInt(3) == 0 ? null : "t" + random.nextInt(100);
        return new ChatEntry(Seeded.oneOf(random, KEYS), id, seq, random.nextInt(12), random.nextInt(1000), NAME, text);
    }

    private static ChatHeard heard(Random random) {
        return new ChatHeard(Seeded.oneOf(random, KEYS), random.nextInt(8));
    }

    private static ClientKey key(String value) {
        return new ClientKey(value);
    }
}
