package org.confero.desktop.ui.call;

import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * What hosts see and can do. Nothing changes here by itself: what was asked for is shown when the server says that it is
 * so. Confined to the thread of the UI executor.
 */
public final class HostViewModel {
    private final BiConsumer<Moderation, @Nullable ParticipantId> ask;
    private final ReadOnlyBooleanProperty locked;
    private final ReadOnlyBooleanWrapper host = new ReadOnlyBooleanWrapper(this, "host");
    private final ObservableList<Visitor> visitors = FXCollections.observableArrayList();
    // Kept, because a view of a list listens to it weakly.
    private final ObservableList<Visitor> shownVisitors = FXCollections.unmodifiableObservableList(visitors);
    private final ReadOnlyObjectWrapper<@Nullable Visitor> newest = new ReadOnlyObjectWrapper<>(this, "newest");
    private final ReadOnlyObjectWrapper<@Nullable Question> question = new ReadOnlyObjectWrapper<>(this, "question");

    /** @param ask the engine: what is to be done, and to whom */
    HostViewModel(BiConsumer<Moderation, @Nullable ParticipantId> ask, ReadOnlyBooleanProperty locked) {
        this.ask = ask;
        this.locked = locked;
    }

    /** Whether we are a host; whoever is not is shown none of this. */
    public ReadOnlyBooleanProperty hostProperty() {
        return host.getReadOnlyProperty();
    }

    /** Who waits at the door, the one who came first first. */
    public ObservableList<Visitor> visitors() {
        return shownVisitors;
    }

    /** Who knocked last and was not seen yet. */
    public ReadOnlyObjectProperty<@Nullable Visitor> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    /** What has to be answered before it is done. */
    public ReadOnlyObjectProperty<@Nullable Question> questionProperty() {
        return question.getReadOnlyProperty();
    }

    public void admit(Visitor visitor) {
        ask.accept(Moderation.ADMIT, visitor.id());
    }

    public void deny(Visitor visitor) {
        ask.accept(Moderation.DENY, visitor.id());
    }

    public void admitAll() {
        List.copyOf(visitors).forEach(this::admit);
    }

    /** The notice of the newest visitor has been seen; they still wait. */
    public void seen() {
        newest.set(null);
    }

    public void askToMute(TileViewModel who) {
        who.id().ifPresent(id -> ask.accept(Moderation.MUTE, id));
    }

    public void promote(TileViewModel who) {
        who.id().ifPresent(id -> ask.accept(Moderation.PROMOTE, id));
    }

    public void demote(TileViewModel who) {
        who.id().ifPresent(id -> ask.accept(Moderation.DEMOTE, id));
    }

    /** Asks first. */
    public void remove(TileViewModel who) {
        String name = who.nameProperty().get();
        who.id()
                .ifPresent(id -> question.set(new Question(
                        "Remove " + name + "?",
                        name + " leaves the call at once, and can come back only when a host lets them in.",
                        "Remove",
                        () -> ask.accept(Moderation.REMOVE, id))));
    }

    public void toggleLock() {
        ask.accept(locked.get() ? Moderation.UNLOCK : Moderation.LOCK, null);
    }

    /** Asks first. */
    public void endForAll() {
        question.set(new Question(
                "End the call for everybody?",
                "Everybody leaves the room at once, also those who wait at its door. To leave alone, use Leave.",
                "End for everybody",
                () -> ask.accept(Moderation.END, null)));
    }

    /** Yes to the question. */
    public void confirm() {
        Question asked = question.get();
        question.set(null);
        if (asked != null) {
            asked.action().run();
        }
    }

    /** No to the question. */
    public void dismiss() {
        question.set(null);
    }

    void show(Role role) {
        host.set(role == Role.HOST);
        if (role != Role.HOST) {
            show(List.of());
            dismiss();
        }
    }

    /** Returns who is new at the door. */
    List<Visitor> show(List<Visitor> now) {
        List<Visitor> fresh =
                now.stream().filter(visitor -> !visitors.contains(visitor)).toList();
        visitors.setAll(now);
        Visitor shown = newest.get();
        if (!fresh.isEmpty()) {
            newest.set(fresh.getLast());
        } else if (shown != null && !now.contains(shown)) {
            newest.set(now.isEmpty() ? null : now.getLast());
        }
        return fresh;
    }
}
