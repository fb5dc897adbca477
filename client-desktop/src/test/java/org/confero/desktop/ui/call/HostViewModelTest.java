package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confero.desktop.ui.call.StandIn.remote;
import static org.confero.desktop.ui.call.StandIn.visitor;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.JoinRequest;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host does, without a toolkit. */
class HostViewModelTest {
    private static final Remote GRACE = remote("Grace", MediaState.ON, LinkState.CONNECTED);
    private static final Visitor ALAN = visitor("Alan");
    private static final Visitor BARBARA = visitor("Barbara");

    private final StandIn engine = new StandIn();
    private final CallViewModel call = new CallViewModel(
            new JoinRequest(
                    URI.create("http://localhost:8080"),
                    new RoomId("demo"),
                    new DisplayName("Ada"),
                    MediaState.ON,
                    false),
            engine,
            Runnable::run,
            (delay, task) -> {});
    private final HostViewModel model = call.hosting();

    @BeforeEach
    void joinAsHost() {
        engine.letInAs(Role.HOST);
        engine.say(to -> to.remotes(List.of(GRACE)));
    }

    @Test
    void whatIsAskedForReachesTheEngine() {
        TileViewModel grace = call.tiles().getLast();
        model.askToMute(grace);
        model.promote(grace);
        model.demote(grace);
        model.demote(call.tiles().getFirst());
        model.admit(ALAN);
        model.deny(BARBARA);
        String id = GRACE.id().value();
        assertThat(engine.told)
                .containsExactly(
                        "mute " + id,
                        "promote " + id,
                        "demote " + id,
                        "demote self",
                        "admit visitor-Alan",
                        "deny visitor-Barbara");
    }

    @Test
    void nobodyIsRemovedWithoutAQuestion() {
        model.remove(call.tiles().getLast());
        assertThat(engine.told).isEmpty();
        assertThat(Objects.requireNonNull(model.questionProperty().get()).title())
                .isEqualTo("Remove Grace?");
        model.dismiss();
        model.confirm();
        assertThat(engine.told).isEmpty();
        model.remove(call.tiles().getLast());
        model.confirm();
        assertThat(engine.told).containsExactly("remove " + GRACE.id());
        assertThat(model.questionProperty().get()).isNull();
    }

    @Test
    void callIsNotEndedForAllWithoutAQuestion() {
        model.endForAll();
        assertThat(engine.told).isEmpty();
        model.confirm();
        assertThat(engine.told).containsExactly("end");
    }

    @Test
    void lockIsTurnedTheOtherWay() {
        model.toggleLock();
        engine.say(to -> to.roomChanged(engine.room(true, null)));
        model.toggleLock();
        assertThat(engine.told).containsExactly("lock", "unlock");
    }

    @Test
    void everybodyAtTheDoorCanBeLetInAtOnce() {
        engine.say(to -> to.visitors(List.of(ALAN, BARBARA)));
        model.admitAll();
        assertThat(engine.told).containsExactly("admit visitor-Alan", "admit visitor-Barbara");
    }

    @Test
    void whoKnocksIsAnnouncedOnce() {
        engine.say(to -> to.visitors(List.of(ALAN)));
        assertThat(model.newestProperty().get()).isEqualTo(ALAN);
        assertThat(call.announcementProperty().get()).isEqualTo("Alan waits to be let in");
        model.seen();
        engine.say(to -> to.visitors(List.of(ALAN)));
        assertThat(model.newestProperty().get()).isNull();
        engine.say(to -> to.visitors(List.of(ALAN, BARBARA)));
        assertThat(model.newestProperty().get()).isEqualTo(BARBARA);
        engine.say(to -> to.visitors(List.of(ALAN)));
        assertThat(model.newestProperty().get()).as("who still waits").isEqualTo(ALAN);
        engine.say(to -> to.visitors(List.of()));
        assertThat(model.newestProperty().get()).isNull();
    }

    @Test
    void whoIsSeenInTheListNeedsNoNotice() {
        call.toggle(Side.PEOPLE);
        engine.say(to -> to.visitors(List.of(ALAN)));
        assertThat(model.newestProperty().get()).isNull();
        assertThat(model.visitors()).containsExactly(ALAN);
    }

    @Test
    void whoIsNoHostAnyMoreIsAskedNothing() {
        model.endForAll();
        engine.say(to -> to.roleChanged(new ParticipantId("self"), Role.PARTICIPANT));
        assertThat(model.questionProperty().get()).isNull();
    }
}
