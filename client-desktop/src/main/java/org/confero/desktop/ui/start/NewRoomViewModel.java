package org.confero.desktop.ui.start;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.confero.desktop.rooms.RoomWishes;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomTitle;
import org.jspecify.annotations.Nullable;

/** What a new room should be like; all of it may be left as it is. Confined to the thread of the UI executor. */
public final class NewRoomViewModel {
    private final Consumer<RoomWishes> make;
    private final Runnable giveUp;
    private final Field<Optional<RoomTitle>> title = new Field<>("", NewRoomViewModel::title);
    private final Field<Optional<String>> passcode = new Field<>("", NewRoomViewModel::passcode);
    private final BooleanProperty waitingRoom = new SimpleBooleanProperty(this, "waitingRoom");
    private final ReadOnlyBooleanWrapper making = new ReadOnlyBooleanWrapper(this, "making");
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>(this, "notice");
    private final BooleanBinding canMake = making.not()
            .and(Bindings.createBooleanBinding(
                    () -> title.isValid() && passcode.isValid(), title.parsed(), passcode.parsed()));

    NewRoomViewModel(Consumer<RoomWishes> make, Runnable giveUp) {
        this.make = make;
        this.giveUp = giveUp;
        title.touch();
        passcode.touch();
    }

    public Field<Optional<RoomTitle>> title() {
        return title;
    }

    public Field<Optional<String>> passcode() {
        return passcode;
    }

    /** Whether hosts let people in one by one. */
    public BooleanProperty waitingRoomProperty() {
        return waitingRoom;
    }

    /** Whether the server is being asked. */
    public ReadOnlyBooleanProperty makingProperty() {
        return making.getReadOnlyProperty();
    }

    /** Why there is no room yet, until the next try. */
    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    public BooleanBinding canMake() {
        return canMake;
    }

    public void make() {
        if (canMake.get()) {
            notice.set(null);
            making.set(true);
            make.accept(new RoomWishes(
                    title.value().flatMap(wish -> wish).orElse(null),
                    passcode.value().flatMap(wish -> wish).orElse(null),
                    waitingRoom.get()));
        }
    }

    public void cancel() {
        giveUp.run();
    }

    void failed(Notice why) {
        making.set(false);
        notice.set(why);
    }

    private static Optional<RoomTitle> title(String typed) {
        return typed.isBlank() ? Optional.empty() : Optional.of(new RoomTitle(typed));
    }

    private static Optional<String> passcode(String typed) {
        String stripped = typed.strip();
        if (stripped.length() > Limits.PASSCODE_CHARS) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "A passcode has at most " + Limits.PASSCODE_CHARS + " characters");
        }
        return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
    }
}
