package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Real engines in calls with each other over the real server. */
@TestInstance(Lifecycle.PER_CLASS)
class CallIT {
    private static final long CLOCK_RANGE = 1L << Integer.SIZE;

    private final TestServer server = new TestServer();

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void bothSeeEachOtherMoving() {
        try (Guest ada = guest("moving", "Ada");
                Guest grace = guest("moving", "Grace")) {
            ada.connectedTo("Grace");
            grace.connectedTo("Ada");
            ada.await("15 frames a second of Grace", () -> framesPerSecond(ada, "Grace") >= 15);
            grace.await("15 frames a second of Ada", () -> framesPerSecond(grace, "Ada") >= 15);
            long first = ada.clock("Grace");
            assertThat(age(first))
                    .as("the clock in the picture is the sender's")
                    .isLessThan(20_000);
            assertThat(since(first, ada.clock("Grace"))).isPositive().isLessThan(CLOCK_RANGE / 2);
        }
    }

    @Test
    void whoComesLaterMeetsEverybody() {
        try (Guest ada = guest("three", "Ada")) {
            ada.await("being in the room", () -> ada.told().contains("joined three"));
            try (Guest grace = guest("three", "Grace")) {
                ada.connectedTo("Grace");
                try (Guest edsger = guest("three", "Edsger")) {
                    edsger.connectedTo("Ada");
                    edsger.connectedTo("Grace");
                    ada.connectedTo("Edsger");
                    grace.connectedTo("Edsger");
                    assertThat(edsger.remotes())
                            .extracting(remote -> remote.name().value())
                            .containsExactly("Ada", "Grace");
                }
            }
        }
    }

    @Test
    void whoLeavesIsGoneForTheOthers() {
        try (Guest ada = guest("leaving", "Ada")) {
            try (Guest grace = guest("leaving", "Grace")) {
                ada.connectedTo("Grace");
                grace.conference().leave().join();
                assertThat(grace.told()).endsWith("left");
            }
            ada.await("Grace to be gone", () -> ada.remotes().isEmpty());
        }
    }

    @Test
    void aCameraThatIsOffSendsNothingAndIsNoGap() {
        try (Guest ada = guest("camera", "Ada");
                Guest grace = guest("camera", "Grace")) {
            ada.connectedTo("Grace");
            ada.clock("Grace");
            grace.conference().setCamera(false);
            ada.await(
                    "Grace's camera to be off",
                    () -> !ada.connectedTo("Grace").state().video());
            ada.await("Grace's picture to stand still", () -> framesPerSecond(ada, "Grace") == 0);
            grace.conference().setCamera(true);
            ada.await("Grace's picture to move again", () -> framesPerSecond(ada, "Grace") >= 15);
        }
    }

    @Test
    void offersThatCrossConvergeAndMediaGoesOn() {
        try (Guest ada = guest("glare", "Ada");
                Guest grace = guest("glare", "Grace")) {
            ada.connectedTo("Grace");
            grace.connectedTo("Ada");
            // Media can only go on once it goes: the library's estimate of the way has settled by then.
            ada.await("Grace's video", () -> ada.stats("Grace").link().framesDecoded() > 60);
            grace.await("Ada's video", () -> grace.stats("Ada").link().framesDecoded() > 60);
            for (int round = 0; round < 20; round++) {
                ada.conference().restartLinks();
                grace.conference().restartLinks();
                long framesOfGrace = ada.stats("Grace").link().framesDecoded();
                long framesOfAda = grace.stats("Ada").link().framesDecoded();
                ada.await("Grace to go on", () -> ada.stats("Grace").link().framesDecoded() > framesOfGrace + 10);
                grace.await("Ada to go on", () -> grace.stats("Ada").link().framesDecoded() > framesOfAda + 10);
                seesMoving(ada, "Grace");
                seesMoving(grace, "Ada");
            }
            assertThat(ada.connectedTo("Grace").link()).isEqualTo(LinkState.CONNECTED);
            assertThat(ada.told()).containsExactly("joined glare");
            assertThat(grace.told()).containsExactly("joined glare");
        }
    }

    @Test
    void oneProcessCanJoinAndLeaveManyTimes() {
        try (Guest ada = guest("often", "Ada")) {
            for (int i = 0; i < 20; i++) {
                try (Guest grace = guest("often", "Grace")) {
                    grace.connectedTo("Ada");
                    grace.clock("Ada");
                }
                ada.await("Grace to be gone", () -> ada.remotes().isEmpty());
            }
        }
    }

    @Test
    void theCallGoesOnWithoutItsServerAndNoLinkIsMadeAnewWhenItIsBack() {
        try (TestServer mortal = new TestServer();
                Guest ada = new Guest(mortal.address(), "mortal", "Ada");
                Guest grace = new Guest(mortal.address(), "mortal", "Grace")) {
            Remote graceBefore = ada.connectedTo("Grace");
            Remote adaBefore = grace.connectedTo("Ada");
            mortal.die();
            for (Guest guest : List.of(ada, grace)) {
                guest.await("the loss", () -> guest.told().contains("problem SERVER_LOST"));
            }
            ada.conference().setMicrophone(false);
            grace.await(
                    "Ada's being muted", () -> !grace.connectedTo("Ada").state().audio());
            grace.conference().raiseHand(true);
            ada.await("Grace's hand", () -> ada.connectedTo("Grace").signs().turn() == 1);
            ada.conference().raiseHand(true);
            grace.await("Ada's hand", () -> grace.connectedTo("Ada").signs().turn() == 2);
            grace.conference().raiseHand(false);
            ada.await("her turn", () -> ada.ownSigns().turn() == 1);
            grace.conference().react("👍");
            ada.await(
                    "Grace's reaction",
                    () -> ada.connectedTo("Grace").signs().reactions().equals(List.of("👍")));
            ada.await(
                    "its end",
                    () -> ada.connectedTo("Grace").signs().reactions().isEmpty());
            grace.conference().say("still there?");
            ada.await("the question", () -> ada.chat().equals(List.of("Grace: still there?")));
            ada.conference().say("yes");
            ada.await("the answer's arrival", () -> ada.lines().getLast().arrival() == ChatLine.Arrival.EVERYWHERE);
            long frames = ada.stats("Grace").link().framesDecoded();
            ada.await("Grace to go on", () -> ada.stats("Grace").link().framesDecoded() > frames + 30);

            mortal.startAgain();
            for (Guest guest : List.of(ada, grace)) {
                guest.await("the server", () -> guest.told().contains("server back"));
            }
            grace.await("Ada's new id", () -> !grace.connectedTo("Ada").id().equals(adaBefore.id()));
            ada.await("Grace's new id", () -> !ada.connectedTo("Grace").id().equals(graceBefore.id()));
            try (Guest edsger = new Guest(mortal.address(), "mortal", "Edsger")) {
                edsger.connectedTo("Ada");
                edsger.connectedTo("Grace");
                ada.connectedTo("Edsger");
                grace.connectedTo("Edsger");
                // A picture is its link's own, and a link that was made anew would have counted anew.
                assertThat(ada.connectedTo("Grace").picture()).isSameAs(graceBefore.picture());
                assertThat(grace.connectedTo("Ada").picture()).isSameAs(adaBefore.picture());
                assertThat(ada.remotes()).hasSize(2);
                edsger.await(
                        "what was said before", () -> edsger.chat().equals(List.of("Grace: still there?", "Ada: yes")));
                ada.conference().edit(1, "yes!");
                grace.conference().delete(1);
                edsger.await("the changes", () -> edsger.chat().equals(List.of("Grace: null", "Ada: yes!")));
                assertThat(edsger.connectedTo("Ada").state().audio()).isFalse();

                mortal.die();
                for (Guest guest : List.of(ada, grace, edsger)) {
                    guest.await("the loss", () -> guest.told().getLast().equals("problem SERVER_LOST"));
                }
                long bytes = ada.stats("Grace").link().bytesReceived();
                // There is no way for signals between the two but by Edsger.
                ada.conference().renewLink(ada.connectedTo("Grace").id());
                ada.await("another connection", () -> ada.stats("Grace").link().bytesReceived() < bytes);
                ada.connectedTo("Grace");
                grace.connectedTo("Ada");
                seesMoving(ada, "Grace");
                seesMoving(grace, "Ada");
                grace.conference().say("here again");
                ada.await("her word", () -> ada.chat().getLast().equals("Grace: here again"));
                edsger.conference().leave().join();
                ada.await("Edsger to be gone", () -> ada.remotes().size() == 1);
                grace.await("Edsger to be gone", () -> grace.remotes().size() == 1);
            }
            seesMoving(ada, "Grace");
        }
    }

    @Test
    void whoIsNotLetInAgainIsToldOnceAndStaysWithTheOthersAsLongAsTheyDo() {
        try (TestServer mortal = new TestServer();
                Guest ada = new Guest(mortal.address(), "gone", "Ada")) {
            try (Guest grace = new Guest(mortal.address(), "gone", "Grace")) {
                ada.connectedTo("Grace");
                grace.connectedTo("Ada");
                mortal.die();
                mortal.startAgain("--confero.rooms.ad-hoc=false");
                for (Guest guest : List.of(ada, grace)) {
                    guest.await("the refusal", () -> guest.told().contains("problem SHUT_OUT"));
                }
                long frames = ada.stats("Grace").link().framesDecoded();
                ada.await("Grace to go on", () -> ada.stats("Grace").link().framesDecoded() > frames + 30);
                assertThat(ada.told()).containsExactly("joined gone", "problem SERVER_LOST", "problem SHUT_OUT");
            }
            ada.await("the end", () -> ada.told().contains("failed REFUSED no-such-room"));
        }
    }

    /** The server would wait for them for ever. */
    @Test
    void whomAServerAsksAwayGoesByItselfAndTheCallStays() {
        try (TestServer leaving = new TestServer("--confero.drain.timeout=1h", "--confero.drain.spread=500ms");
                Guest ada = new Guest(leaving.address(), "leaving", "Ada");
                Guest grace = new Guest(leaving.address(), "leaving", "Grace")) {
            ada.connectedTo("Grace");
            grace.connectedTo("Ada");
            leaving.goAway();
            long frames = ada.stats("Grace").link().framesDecoded();
            ada.await("Grace to go on", () -> ada.stats("Grace").link().framesDecoded() > frames + 30);
            leaving.startAgain();
            for (Guest guest : List.of(ada, grace)) {
                guest.await("the server", () -> guest.told().contains("server back"));
            }
            ada.clock("Grace");
        }
    }

    private Guest guest(String room, String name) {
        return new Guest(server.address(), room, name);
    }

    private static double framesPerSecond(Guest guest, String name) {
        Double frames = guest.stats(name).link().framesPerSecond();
        return frames == null ? 0 : frames;
    }

    /** Decoded is not seen: a picture has to come out of the link, and then another. */
    private static void seesMoving(Guest guest, String name) {
        assertThat(since(guest.clock(name), guest.clock(name))).isPositive().isLessThan(CLOCK_RANGE / 2);
    }

    private static long age(long clock) {
        return since(clock, System.currentTimeMillis());
    }

    private static long since(long clock, long later) {
        return Math.floorMod(later - clock, CLOCK_RANGE);
    }
}
