package org.confero.desktop.ui.call;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.confero.desktop.conference.ChatLine;
import org.confero.protocol.ChatText;
import org.confero.protocol.ClientKey;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** What is said in the room, and what we are about to say. What has been typed stays until it is sent, whatever is shown meanwhile. */
public final class ChatViewModel {
    private record Id(ClientKey author, long id) {
        static Id of(ChatLine line) {
            return new Id(line.author(), line.id());
        }
    }

    private final ChatHandle handle;
    private final FilesViewModel files;
    private final ObservableList<ChatLine> lines = FXCollections.observableArrayList();
    private final ObservableList<ChatLine> shownLines = FXCollections.unmodifiableObservableList(lines);
    private final StringProperty draft = new SimpleStringProperty(this, "draft", "");
    private final ReadOnlyObjectWrapper<@Nullable ChatLine> edited = new ReadOnlyObjectWrapper<>(this, "edited");
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper(this, "unread");
    private final BooleanBinding sendable = Bindings.createBooleanBinding(() -> isSendable(draft.get()), draft);
    private final Set<Id> seen = new HashSet<>();

    /** What was being written when the edit of something else began. */
    private String putBy = "";

    private boolean watched;

    /** How many of the messages have been seen by nobody. */
    private int unseen;

    ChatViewModel(ChatHandle handle, FileHandle fileHandle) {
        this.handle = handle;
        this.files = new FilesViewModel(fileHandle);
        files.unreadProperty().subscribe(this::sum);
    }

    /** The files that are offered beside the messages. */
    public FilesViewModel files() {
        return files;
    }

    /** In the order that is everybody's. */
    public ObservableList<ChatLine> lines() {
        return shownLines;
    }

    /** What is being written. */
    public StringProperty draftProperty() {
        return draft;
    }

    /** The message of ours that the draft is to replace; null for a new one. */
    public ReadOnlyObjectProperty<@Nullable ChatLine> editedProperty() {
        return edited.getReadOnlyProperty();
    }

    /** How many messages and files of others have come that nobody has looked at. */
    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    public BooleanBinding sendable() {
        return sendable;
    }

    /** How many characters the draft has too many; 0 mostly. */
    public int excess() {
        return Math.max(0, said(draft.get()).length() - Limits.CHAT_CHARS);
    }

    /** Says what has been written, or changes with it what was said. What cannot be said stays. */
    public void send() {
        if (!sendable.get()) {
            return;
        }
        String text = said(draft.get());
        ChatLine before = edited.get();
        if (before == null) {
            draft.set("");
            handle.say().accept(text);
        } else {
            endEdit();
            handle.edit().accept(before.id(), text);
        }
    }

    /** Only what is ours and not deleted. */
    public void edit(ChatLine line) {
        String text = line.text();
        if (!line.own() || text == null) {
            return;
        }
        if (edited.get() == null) {
            putBy = draft.get();
        }
        // The text first: who is told of the edit puts the caret at its end.
        draft.set(text);
        edited.set(line);
    }

    /** The latest of ours. */
    public void editLast() {
        lines.reversed().stream()
                .filter(line -> line.own() && line.text() != null)
                .findFirst()
                .ifPresent(this::edit);
    }

    /** It stays as it is; what was being written before comes back. */
    public void endEdit() {
        if (edited.get() != null) {
            draft.set(putBy);
            putBy = "";
            edited.set(null);
        }
    }

    public void delete(ChatLine line) {
        if (line.own() && line.text() != null) {
            handle.delete().accept(line.id());
        }
    }

    /** Whether the messages can be seen now. */
    void watch(boolean now) {
        watched = now;
        files.watch(now);
        count();
    }

    /** @param news is told of a message that has just come and cannot be seen */
    void show(List<ChatLine> now, Consumer<ChatLine> news) {
        Optional<ChatLine> fresh = watched ? Optional.empty() : onlyNewOne(now);
        lines.setAll(now);
        count();
        ChatLine before = edited.get();
        if (before != null && now.stream().noneMatch(line -> isSame(line, before) && line.text() != null)) {
            endEdit();
        }
        fresh.ifPresent(news);
    }

    /** Of many at once, as in a history, none is told. */
    private Optional<ChatLine> onlyNewOne(List<ChatLine> now) {
        Set<Id> before = new HashSet<>();
        lines.forEach(line -> before.add(Id.of(line)));
        List<ChatLine> fresh = now.stream()
                .filter(line -> !line.own() && line.text() != null && !before.contains(Id.of(line)))
                .toList();
        return fresh.size() == 1 ? Optional.of(fresh.getFirst()) : Optional.empty();
    }

    private void count() {
        Set<Id> others = new HashSet<>();
        lines.stream().filter(line -> !line.own() && line.text() != null).forEach(line -> others.add(Id.of(line)));
        seen.retainAll(others);
        if (watched) {
            seen.addAll(others);
        }
        unseen = others.size() - seen.size();
        sum();
    }

    private void sum() {
        unread.set(unseen + files.unreadProperty().get());
    }

    private static boolean isSame(ChatLine one, ChatLine other) {
        return Id.of(one).equals(Id.of(other));
    }

    private static boolean isSendable(String draft) {
        return ChatText.isText(said(draft));
    }

    /** Without what nobody sees at its end, and with one kind of line end. */
    private static String said(String draft) {
        return draft.replace("\r\n", "\n").strip();
    }
}
