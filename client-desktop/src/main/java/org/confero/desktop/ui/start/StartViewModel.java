package org.confero.desktop.ui.start;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.rooms.RoomWishes;
import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.call.Phase;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
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
    private final ReadOnlyObjectWrapper<Screen> screen = new ReadOnlyObjectWrapper<>(this, "screen", new Screen.Form());
    private final Keys keys = new Keys();
    private final StringBinding roomHint;
    private final BooleanBinding canJoin;
    private final BooleanBinding canMakeRoom;
    private final Services services;
    private final Executor ui;
    private final boolean fakeMedia;
    // A CallViewModel or the future of a room: what a given-up attempt still has to say is nobody's business. Read when
    // the process ends, on the thread that ends it.
    private volatile @Nullable Object attempt;

    /**
     * @param shown what stands in the fields at first
     * @param credentials for the room that stands there at first, and for no other; the token for all of the server there
     */
    public StartViewModel(Remembered shown, Credentials credentials, Services services, boolean fakeMedia) {
        this.services = services;
        this.ui = services.ui();
        this.fakeMedia = fakeMedia;
        server = new Field<>(shown.server(), typed -> ServerAddress.all(typed).getFirst());
        room = new Field<>(shown.room(), StartViewModel::room);
        name = new Field<>(shown.name(), DisplayName::new);
        microphone.set(shown.microphone());
        camera.set(shown.camera());
        server.value().ifPresent(to -> hold(to, credentials));
        roomHint = Bindings.createStringBinding(this::hint, server.parsed(), room.parsed(), screen);
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

    private void hold(URI to, Credentials credentials) {
        keys.holdToken(to, credentials.token());
        room.value().ifPresent(id -> keys.hold(to, id, credentials));
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

    /** What the window shows. */
    public ReadOnlyObjectProperty<Screen> screenProperty() {
        return screen.getReadOnlyProperty();
    }

    /** As what we come into the room, where that is not what everybody does; else empty. */
    public StringBinding roomHint() {
        return roomHint;
    }

    private String hint() {
        return keys.hasHostKey(server.value(), room.value()) ? "You come into this room as a host." : "";
    }

    public BooleanBinding canJoin() {
        return canJoin;
    }

    public BooleanBinding canMakeRoom() {
        return canMakeRoom;
    }

    /** Asks what a new room should be like. */
    public void askForRoom() {
        server.value().filter(address -> canMakeRoom.get()).ifPresent(address -> {
            notice.set(null);
            AtomicReference<@Nullable NewRoomViewModel> asked = new AtomicReference<>();
            NewRoomViewModel asking = new NewRoomViewModel(
                    wishes -> makeRoom(address, wishes, Objects.requireNonNull(asked.get())), this::cancel);
            asked.set(asking);
            screen.set(new Screen.Making(asking));
        });
    }

    private void makeRoom(URI address, RoomWishes wishes, NewRoomViewModel asking) {
        CompletableFuture<NewRoom> asked = services.rooms().make(address, wishes, keys.token(address));
        begin(Doing.MAKING_ROOM, asked);
        var _ = asked.thenAcceptAsync(made -> ifCurrent(asked, () -> filledIn(made, address, wishes, asking)), ui);
    }

    private void filledIn(NewRoom made, URI address, RoomWishes wishes, NewRoomViewModel asking) {
        attempt = null;
        doing.set(Doing.NOTHING);
        switch (made) {
            case NewRoom.Made(RoomId id, var hostKey) -> {
                keys.hold(address, id, new Credentials(wishes.passcode(), hostKey, null));
                room.textProperty().set(id.value());
                screen.set(new Screen.Form());
            }
            case NewRoom.Failed(var problem, var code, var detail) ->
                asking.failed(Notice.ofNoRoom(new Failure(problem, code, detail)));
        }
    }

    /** Joins the room, after which {@link #screenProperty} has the call or {@link #noticeProperty} the reason. */
    public void join() {
        takeApart();
        if (canJoin.get()) {
            services.memory()
                    .accept(new Remembered(
                            server.textProperty().get(),
                            room.textProperty().get(),
                            name.textProperty().get(),
                            microphone.get(),
                            camera.get()));
            request().ifPresent(this::join);
        }
    }

    /** Into the call in which this app was killed, at once; whoever does not want that presses Cancel. */
    public boolean comeBack(KeptStay stay) {
        if (!ServerAddress.isOf(server.textProperty().get(), stay.server())) {
            server.textProperty().set(stay.server().toString());
        }
        room.textProperty().set(stay.room().value());
        name.textProperty().set(stay.name().value());
        microphone.set(stay.microphone());
        camera.set(stay.camera());
        Optional<JoinRequest> back = request().map(request -> request.backTo(stay));
        back.ifPresent(request -> {
            join(request);
            notice.set(Notice.ofComingBack(stay.room()));
        });
        return back.isPresent();
    }

    private Optional<JoinRequest> request() {
        MediaState state = MediaState.ON.withAudio(microphone.get()).withVideo(camera.get());
        return server.value()
                .flatMap(to -> room.value()
                        .flatMap(id -> name.value()
                                .map(who -> new JoinRequest(to, id, who, state, keys.of(to, id), fakeMedia)
                                        .alsoAt(others()))));
    }

    /** The addresses of the server after the first. */
    private List<URI> others() {
        List<URI> all = ServerAddress.all(server.textProperty().get());
        return all.subList(1, all.size());
    }

    private void join(JoinRequest request) {
        CallViewModel joining = new CallViewModel(request, services.joiner(), ui, services.later());
        begin(Doing.JOINING, joining);
        joining.phaseProperty()
                .addListener((property, old, now) -> ifCurrent(joining, () -> follow(joining, request, now)));
    }

    private void follow(CallViewModel current, JoinRequest request, Phase phase) {
        switch (phase) {
            case Phase.Joining ignored -> {}
            case Phase.AtDoor ignored -> enter(new Screen.Door(current));
            case Phase.InRoom ignored -> enter(new Screen.Room(current));
            case Phase.Leaving ignored -> {
                doing.set(Doing.LEAVING);
                screen.set(new Screen.Form());
            }
            case Phase.Over(var why) -> over(why, request);
        }
    }

    private void enter(Screen next) {
        doing.set(Doing.NOTHING);
        screen.set(next);
    }

    private void over(@Nullable Failure why, JoinRequest request) {
        attempt = null;
        doing.set(Doing.NOTHING);
        if (why == null) {
            screen.set(new Screen.Form());
        } else if (isAboutPasscode(why, request)) {
            askForPasscode(why, request);
        } else {
            switch (why.problem()) {
                case REMOVED, DENIED ->
                    screen.set(new Screen.Farewell(Notice.ofFailure(why), "Ask to be let in again"));
                case ENDED -> screen.set(new Screen.Farewell(Notice.ofFailure(why), "Join again"));
                default -> {
                    notice.set(Notice.ofFailure(why));
                    screen.set(new Screen.Form());
                }
            }
        }
    }

    private static boolean isAboutPasscode(Failure why, JoinRequest request) {
        return why.code() == ErrorCode.WRONG_PASSCODE
                || (why.code() == ErrorCode.TOO_MANY_REQUESTS
                        && request.credentials().passcode() != null);
    }

    private void askForPasscode(Failure why, JoinRequest request) {
        keys.holdPasscode(request.server(), request.room(), null);
        PasscodeViewModel asking = screen.get() instanceof Screen.Passcode(PasscodeViewModel shown)
                ? shown
                : new PasscodeViewModel(
                        request.room().value(), passcode -> tryOut(request, passcode), this::cancel, services.later());
        asking.refused(why, request.credentials().passcode() != null);
        screen.set(new Screen.Passcode(asking));
    }

    private void tryOut(JoinRequest request, String passcode) {
        keys.holdPasscode(request.server(), request.room(), passcode);
        join(new JoinRequest(
                        request.server(),
                        request.room(),
                        request.name(),
                        request.state(),
                        keys.of(request.server(), request.room()),
                        fakeMedia)
                .alsoAt(request.others()));
    }

    /** Gives up what is under way, and leads back to the form; what was typed stays. */
    public void cancel() {
        if (attempt instanceof CallViewModel joining) {
            joining.leave();
        } else {
            attempt = null;
            doing.set(Doing.NOTHING);
            screen.set(new Screen.Form());
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
