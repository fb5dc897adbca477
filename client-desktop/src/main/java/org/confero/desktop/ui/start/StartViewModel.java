package org.confero.desktop.ui.start;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.call.Joiner;
import org.confero.desktop.ui.call.Phase;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/** Where to go, as whom, and the way there. Confined to the thread of the UI executor. */
public final class StartViewModel {
    /** What is under way. */
    public enum Doing {
        NOTHING,
        MAKING_ROOM,
        JOINING,
        LEAVING
    }

    private final Field<URI> server;
    private final Field<RoomId> room;
    private final Field<DisplayName> name;
    private final BooleanProperty microphone = new SimpleBooleanProperty(this, "microphone");
    private final BooleanProperty camera = new SimpleBooleanProperty(this, "camera");
    private final ReadOnlyObjectWrapper<Doing> doing = new ReadOnlyObjectWrapper<>(this, "doing", Doing.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>(this, "notice");
    private final ReadOnlyObjectWrapper<@Nullable CallViewModel> call = new ReadOnlyObjectWrapper<>(this, "call");
    private final BooleanBinding canJoin;
    private final BooleanBinding canMakeRoom;
    private final Consumer<Remembered> memory;
    private final Function<URI, CompletableFuture<NewRoom>> rooms;
    private final Joiner joiner;
    private final Executor ui;
    private final boolean fakeMedia;
    // A CallViewModel or the future of a room: what a given-up attempt still has to say is nobody's business. Read when
    // the process ends, on the thread that ends it.
    private volatile @Nullable Object attempt;

    /**
     * @param shown what stands in the fields at first
     * @param memory is told what to remember whenever somebody joins
     * @param rooms makes a room on the server; never completes exceptionally
     */
    public StartViewModel(
            Remembered shown,
            Consumer<Remembered> memory,
            Function<URI, CompletableFuture<NewRoom>> rooms,
            Joiner joiner,
            Executor ui,
            boolean fakeMedia) {
        this.memory = memory;
        this.rooms = rooms;
        this.joiner = joiner;
        this.ui = ui;
        this.fakeMedia = fakeMedia;
        server = new Field<>(shown.server(), ServerAddress::of);
        room = new Field<>(shown.room(), StartViewModel::room);
        name = new Field<>(shown.name(), DisplayName::new);
        microphone.set(shown.microphone());
        camera.set(shown.camera());
        BooleanBinding idle = doing.isEqualTo(Doing.NOTHING);
        canMakeRoom = idle.and(Bindings.createBooleanBinding(server::isValid, server.parsed()));
        canJoin = idle.and(Bindings.createBooleanBinding(
                () -> server.isValid() && room.isValid() && name.isValid(),
                server.parsed(),
                room.parsed(),
                name.parsed()));
        server.textProperty().addListener((text, old, now) -> takeApartPasted(old, now));
        room.textProperty().addListener((text, old, now) -> takeApartPasted(old, now));
    }

    public Field<URI> server() {
        return server;
    }

    public Field<RoomId> room() {
        return room;
    }

    public Field<DisplayName> name() {
        return name;
    }

    public BooleanProperty microphoneProperty() {
        return microphone;
    }

    public BooleanProperty cameraProperty() {
        return camera;
    }

    public ReadOnlyObjectProperty<Doing> doingProperty() {
        return doing.getReadOnlyProperty();
    }

    /** What went wrong the last time, until the next try. */
    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** The call that we are in, if any. */
    public ReadOnlyObjectProperty<@Nullable CallViewModel> callProperty() {
        return call.getReadOnlyProperty();
    }

    public BooleanBinding canJoin() {
        return canJoin;
    }

    public BooleanBinding canMakeRoom() {
        return canMakeRoom;
    }

    /** Asks the server for a fresh room and fills in its id. */
    public void makeRoom() {
        server.value().filter(address -> canMakeRoom.get()).ifPresent(this::makeRoom);
    }

    private void makeRoom(URI address) {
        CompletableFuture<NewRoom> asked = rooms.apply(address);
        begin(Doing.MAKING_ROOM, asked);
        var _ = asked.thenAcceptAsync(made -> ifCurrent(asked, () -> filledIn(made)), ui);
    }

    private void filledIn(NewRoom made) {
        end(null);
        switch (made) {
            case NewRoom.Made(RoomId id) -> room.textProperty().set(id.value());
            case NewRoom.Failed(var problem, var detail) -> notice.set(Notice.ofFailure(problem, null, detail));
        }
    }

    /** Joins the room, after which {@link #callProperty} has the call or {@link #noticeProperty} the reason. */
    public void join() {
        takeApart();
        if (canJoin.get()) {
            memory.accept(new Remembered(
                    server.textProperty().get(),
                    room.textProperty().get(),
                    name.textProperty().get(),
                    microphone.get(),
                    camera.get()));
            request().ifPresent(this::join);
        }
    }

    private Optional<JoinRequest> request() {
        MediaState state = MediaState.ON.withAudio(microphone.get()).withVideo(camera.get());
        return server.value()
                .flatMap(to -> room.value()
                        .flatMap(id -> name.value().map(who -> new JoinRequest(to, id, who, state, fakeMedia))));
    }

    private void join(JoinRequest request) {
        CallViewModel joining = new CallViewModel(request, joiner, ui);
        begin(Doing.JOINING, joining);
        joining.phaseProperty().addListener((property, old, now) -> ifCurrent(joining, () -> follow(joining, now)));
    }

    private void follow(CallViewModel current, Phase phase) {
        switch (phase) {
            case Phase.Joining ignored -> {}
            case Phase.InRoom ignored -> {
                doing.set(Doing.NOTHING);
                call.set(current);
            }
            case Phase.Leaving ignored -> {
                doing.set(Doing.LEAVING);
                call.set(null);
            }
            case Phase.Over(var why) -> end(why);
        }
    }

    /** Gives up what is under way; what was typed stays. */
    public void cancel() {
        if (attempt instanceof CallViewModel joining) {
            joining.leave();
        } else {
            end(null);
        }
    }

    /** The call that is being joined, held or left: to be departed from before the process ends. */
    public Optional<CallViewModel> anyCall() {
        return attempt instanceof CallViewModel current ? Optional.of(current) : Optional.empty();
    }

    private void begin(Doing what, Object attempt) {
        this.attempt = attempt;
        notice.set(null);
        doing.set(what);
    }

    private void end(@Nullable Notice why) {
        attempt = null;
        call.set(null);
        doing.set(Doing.NOTHING);
        notice.set(why);
    }

    private void ifCurrent(Object mine, Runnable action) {
        if (mine.equals(attempt)) {
            action.run();
        }
    }

    /** Makes server and room of a whole link that stands in either field. Not while it is being typed. */
    public void takeApart() {
        Stream.of(room, server)
                .flatMap(field -> Link.of(field.textProperty().get()).stream())
                .findFirst()
                .ifPresent(link -> {
                    server.textProperty().set(link.server().toString());
                    room.textProperty().set(link.room().value());
                });
    }

    private void takeApartPasted(String old, String now) {
        if (now.length() > old.length() + 1) {
            // Later, because a text field does not like to be changed while it tells of a change.
            ui.execute(this::takeApart);
        }
    }

    private static RoomId room(String typed) {
        return Link.of(typed).map(Link::room).orElseGet(() -> new RoomId(typed.strip()));
    }
}
