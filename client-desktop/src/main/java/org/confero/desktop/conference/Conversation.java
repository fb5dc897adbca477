package org.confero.desktop.conference;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.call.Chat;
import org.confero.call.ChatEffect;
import org.confero.call.ChatEvent;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatText;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;

/**
 * Carries out what {@link Chat} decides over the control channels that there are, and tells what is said in the room. It lasts as
 * long as our stay, whatever becomes of links and servers. All methods on the conference's thread.
 */
final class Conversation {
    private final Ourselves ourselves;
    private final BiConsumer<ClientKey, ControlMessage> channels;
    private final Consumer<List<ChatLine>> listener;
    private final Clocks clocks;
    private Chat.State state;
    private List<ChatLine> shown = List.of();
    private long tickedAt;

    /**
     * @param channels says this to the client with that key, if there is a channel to it
     * @param listener is told all that is said, in order, whenever anything of it has changed
     */
    Conversation(
            Ourselves ourselves, BiConsumer<ClientKey, ControlMessage> channels, Consumer<List<ChatLine>> listener) {
        this.ourselves = ourselves;
        this.channels = channels;
        this.listener = listener;
        this.clocks = new Clocks(channels);
        this.state = Chat.initial(ourselves.key(), now());
    }

    /** We are in the call from now on: what was said before is history to us. Before it nobody can say anything. */
    void enter() {
        state = Chat.initial(ourselves.key(), now());
    }

    /** What is no text that can be said is left out: whoever lets people write has to see to it. */
    void say(String text) {
        if (ChatText.isText(text)) {
            step(new ChatEvent.Say(text, ourselves.name(), System.currentTimeMillis()));
        }
    }

    /** Changes what we have said. */
    void edit(long id, String text) {
        if (ChatText.isText(text)) {
            step(new ChatEvent.Edit(id, text));
        }
    }

    void delete(long id) {
        step(new ChatEvent.Delete(id));
    }

    /** The first hello on a channel has come; its repetitions are no news here. */
    void opened(ControlMessage.Hello hello) {
        clocks.opened(hello.key());
        step(new ChatEvent.Opened(hello.key(), hello.present(), now()));
    }

    /** Nothing can be said to it, until it is opened again. */
    void closed(ClientKey peer) {
        clocks.closed(peer);
        step(new ChatEvent.Closed(peer));
    }

    void gone(ClientKey peer) {
        step(new ChatEvent.Gone(peer));
    }

    void heard(ClientKey peer, ControlMessage message) {
        switch (message) {
            case ControlMessage.Chat(ChatEntry entry, long after, Long until) ->
                step(new ChatEvent.Came(peer, entry, after, until));
            case ControlMessage.ChatAck(var heard) -> step(new ChatEvent.Acked(peer, heard));
            case ControlMessage.ChatWanted(var heard) -> step(new ChatEvent.Wanted(peer, heard));
            case ControlMessage.ChatEnd(boolean more) -> step(new ChatEvent.Ended(peer, more, now()));
            case ControlMessage.Clock(long asked, Long answered)
            when answered != null -> {
                clocks.heard(peer, asked, answered);
                show();
            }
            default -> {
                // Not about what is said in the room.
            }
        }
    }

    /** Has to be called more often than {@link Chat#TICK}. */
    void tick() {
        if (now() - tickedAt >= Chat.TICK) {
            tickedAt = now();
            clocks.tick();
            step(new ChatEvent.Tick(tickedAt));
        }
    }

    private void step(ChatEvent event) {
        Chat.Step step = Chat.step(state, event);
        state = step.next();
        for (ChatEffect effect : step.effects()) {
            switch (effect) {
                case ChatEffect.SendChat(var peer, var entry, var after, var until) ->
                    channels.accept(peer, new ControlMessage.Chat(entry, after, until));
                case ChatEffect.SendAck(var peer, var heard) ->
                    channels.accept(peer, new ControlMessage.ChatAck(heard));
                case ChatEffect.SendWanted(var peer, var heard) ->
                    channels.accept(peer, new ControlMessage.ChatWanted(heard));
                case ChatEffect.SendEnd(var peer, var more) -> channels.accept(peer, new ControlMessage.ChatEnd(more));
                case ChatEffect.Show ignored -> {
                    // All of it is told below: how far our own has come may have changed by anything.
                }
            }
        }
        show();
    }

    private void show() {
        List<ChatLine> now = state.log().entries().stream().map(this::line).toList();
        if (!now.equals(shown)) {
            shown = now;
            listener.accept(now);
        }
    }

    private ChatLine line(ChatEntry entry) {
        boolean own = entry.author().equals(ourselves.key());
        return new ChatLine(
                entry.author(),
                entry.id(),
                entry.name(),
                Instant.ofEpochMilli(clocks.toOurs(entry.author(), entry.sent())),
                entry.text(),
                !entry.deleted() && entry.seq() > entry.id(),
                own,
                own ? arrival(entry) : ChatLine.Arrival.EVERYWHERE);
    }

    private ChatLine.Arrival arrival(ChatEntry own) {
        return switch (Chat.arrival(state, own)) {
            case UNSENT -> ChatLine.Arrival.UNSENT;
            case PARTLY -> ChatLine.Arrival.PARTLY;
            case EVERYWHERE -> ChatLine.Arrival.EVERYWHERE;
        };
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
