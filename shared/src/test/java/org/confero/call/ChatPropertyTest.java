package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.confero.Seeded;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.confero.protocol.Limits;
import org.junit.jupiter.api.Test;

class ChatPropertyTest {
    private static final ClientKey ME = new ClientKey("me");
    private static final ClientKey ADA = new ClientKey("ada");
    private static final DisplayName NAME = new DisplayName("Ada");

    @Test
    void whateverHappensToLinksAndPeopleEverybodyComesToTheSameChatAndSeesEachMessageOnce() {
        List<Integer> said = new ArrayList<>();
        Seeded.always(random -> {
            ChatRoom room = new ChatRoom(random, Chat::step);
            room.live(20 + random.nextInt(120), random.nextInt(3) == 0);
            room.check();
            said.add(room.said());
        });

        assertThat(said.stream().mapToInt(Integer::intValue).sum())
                .as("the test has people talk")
                .isGreaterThan(5000);
    }

    @Test
    void whatWasNotSentAgainIsFoundOut() {
        assertFound((state, event) -> {
            Chat.Step step = Chat.step(state, event);
            boolean again = event instanceof ChatEvent.Acked;
            return again ? new Chat.Step(step.next(), List.of()) : step;
        });
    }

    @Test
    void whatIsNotPassedOnIsFoundOut() {
        assertFound((state, event) -> {
            Chat.Step step = Chat.step(state, event);
            return event instanceof ChatEvent.Tick
                    ? new Chat.Step(
                            step.next(),
                            step.effects().stream()
                                    .filter(effect -> !(effect instanceof ChatEffect.SendChat))
                                    .toList())
                    : step;
        });
    }

    @Test
    void whatIsTakenTwiceIsFoundOut() {
        assertFound((state, event) -> Chat.step(
                event instanceof ChatEvent.Came
                        ? withLog(state, new ChatLog(state.log().entries(), Collections.emptyNavigableMap()))
                        : state,
                event));
    }

    @Test
    void nothingIsTakenOverAGap() {
        Chat.State state = after(Chat.initial(ME, 0), opened(ADA), said(ADA, 1), said(ADA, 3));

        assertThat(state.log().entries()).containsExactly(entry(ADA, 1));
    }

    @Test
    void groupsThatAreTakenByHalvesAreFoundOut() {
        assertFound((state, event) -> Chat.step(
                state,
                event instanceof ChatEvent.Came(var peer, var entry, var after, var until)
                        ? new ChatEvent.Came(peer, entry, after, entry.seq())
                        : event));
    }

    @Test
    void anAnswerThatStandsBeforeItsQuestionIsFoundOut() {
        assertFound((state, event) -> Chat.step(
                new Chat.State(
                        state.self(),
                        state.entered(),
                        state.changes(),
                        state.changes(),
                        state.log(),
                        state.peers(),
                        state.history()),
                event));
    }

    @Test
    void nobodyPutsWordsIntoTheMouthOfSomebodyWhoIsThere() {
        ClientKey bob = new ClientKey("bob");
        Chat.State state = after(Chat.initial(ME, 0), opened(ADA), opened(bob));

        Chat.Step forged = Chat.step(state, new ChatEvent.Came(bob, entry(ADA, 1), 0, 1L));

        assertThat(forged.effects()).isEmpty();
        assertThat(Chat.step(state, new ChatEvent.Came(bob, entry(ME, 1), 0, 1L))
                        .effects())
                .isEmpty();
    }

    @Test
    void onlyOnesOwnIsEditedAndDeleted() {
        Chat.State state = after(
                Chat.initial(ME, 0),
                opened(ADA),
                said(ADA, 1),
                new ChatEvent.Edit(1, "mine now"),
                new ChatEvent.Delete(1));

        assertThat(state.log().entries()).containsExactly(entry(ADA, 1));
    }

    @Test
    void whatIsSaidToNobodyYetIsUnsentUntilSomebodyHasIt() {
        Chat.State state =
                after(Chat.initial(ME, 0), opened(ADA), new ChatEvent.Closed(ADA), new ChatEvent.Say("hello", NAME, 5));
        ChatEntry said = state.log().entries().getFirst();

        assertThat(Chat.arrival(state, said)).isEqualTo(Chat.Arrival.UNSENT);

        Chat.State later = after(state, opened(ADA), new ChatEvent.Acked(ADA, List.of(new ChatHeard(ME, 1))));

        assertThat(Chat.arrival(later, said)).isEqualTo(Chat.Arrival.EVERYWHERE);
    }

    @Test
    void aNewcomerAsksWhoWasThereLongestAndThenTheNext() {
        ClientKey bob = new ClientKey("bob");
        Chat.State state = after(
                Chat.initial(ME, 50_000),
                new ChatEvent.Opened(bob, 100, 50_100),
                new ChatEvent.Opened(bob, 10_000, 50_100),
                new ChatEvent.Opened(ADA, 20_000, 50_200));

        Chat.Step asks = Chat.step(state, new ChatEvent.Tick(50_100 + Chat.PATIENCE));
        Chat.Step next = Chat.step(asks.next(), new ChatEvent.Tick(50_100 + Chat.PATIENCE + Chat.PIECE_TIMEOUT));

        assertThat(asks.effects()).containsExactly(new ChatEffect.SendWanted(ADA, List.of()));
        assertThat(next.effects()).containsExactly(new ChatEffect.SendWanted(bob, List.of()));
    }

    @Test
    void theLast500MessagesAreKeptAndHandedOnPieceByPiece() {
        ClientKey bob = new ClientKey("bob");
        Chat.State state = after(Chat.initial(ME, 0), opened(ADA));
        for (int i = 1; i <= Limits.CHAT_ENTRIES + 40; i++) {
            state = after(state, said(ADA, i));
        }
        state = after(state, new ChatEvent.Gone(ADA), opened(bob));
        Chat.State newcomer = after(Chat.initial(bob, 99), new ChatEvent.Opened(ME, 99, 99));
        int pieces = 0;
        for (boolean more = true; more; pieces++) {
            Chat.Step answer =
                    Chat.step(state, new ChatEvent.Wanted(bob, newcomer.log().allHeard()));
            assertThat(answer.effects()).hasSizeLessThanOrEqualTo(Limits.CHAT_PIECE + 1);
            for (ChatEffect effect : answer.effects()) {
                if (effect instanceof ChatEffect.SendChat(var to, var entry, var after, var until)) {
                    newcomer = after(newcomer, new ChatEvent.Came(ME, entry, after, until));
                }
            }
            more = answer.effects().getLast().equals(new ChatEffect.SendEnd(bob, true));
        }

        assertThat(newcomer.log().entries())
                .hasSize(Limits.CHAT_ENTRIES)
                .isEqualTo(state.log().entries());
        assertThat(pieces).isEqualTo(1 + (Limits.CHAT_ENTRIES - 1) / Limits.CHAT_PIECE);
    }

    @Test
    void whatPeersClaimStaysBounded() {
        Seeded.always(random -> {
            Chat.State state = Chat.initial(ME, 0);
            for (int i = 0; i < 40; i++) {
                ClientKey any = new ClientKey("k" + random.nextInt(400));
                state = after(
                        state,
                        opened(any),
                        new ChatEvent.Came(any, entry(new ClientKey("x" + random.nextInt(4000)), 1), 0, 1L),
                        new ChatEvent.Came(any, entry(any, Limits.COUNT), 0, Limits.COUNT),
                        new ChatEvent.Say("a", NAME, 1),
                        new ChatEvent.Gone(any));
            }
            assertThat(state.log().heard()).hasSizeLessThanOrEqualTo(Limits.CHAT_AUTHORS);
            assertThat(state.peers()).isEmpty();
            assertThat(state.time()).isLessThanOrEqualTo(Limits.COUNT);
        });
    }

    private static void assertFound(ChatRoom.Stepper faulty) {
        assertThatThrownBy(() -> Seeded.always(random -> {
                    ChatRoom room = new ChatRoom(random, faulty);
                    room.live(20 + random.nextInt(120), random.nextInt(3) == 0);
                    room.check();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("With seed");
    }

    private static Chat.State withLog(Chat.State state, ChatLog log) {
        return new Chat.State(
                state.self(), state.entered(), state.changes(), state.time(), log, state.peers(), state.history());
    }

    private static Chat.State after(Chat.State state, ChatEvent... events) {
        Chat.State next = state;
        for (ChatEvent event : events) {
            next = Chat.step(next, event).next();
        }
        return next;
    }

    private static ChatEvent opened(ClientKey peer) {
        return new ChatEvent.Opened(peer, 10, 20);
    }

    private static ChatEvent said(ClientKey author, long id) {
        return new ChatEvent.Came(author, entry(author, id), id - 1, id);
    }

    private static ChatEntry entry(ClientKey author, long id) {
        return new ChatEntry(author, id, id, id, 1, NAME, "t" + id);
    }
}
