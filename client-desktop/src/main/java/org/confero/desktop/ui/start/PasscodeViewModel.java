package org.confero.desktop.ui.start;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;

/** Asks for a room's passcode until it is right or given up; what was typed stays. Confined to the thread of the UI executor. */
public final class PasscodeViewModel {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String room;
    private final Consumer<String> tryOut;
    private final Runnable giveUp;
    private final BiConsumer<Duration, Runnable> later;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper(this, "complaint", "");
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper(this, "checking");
    private final ReadOnlyObjectWrapper<Duration> wait = new ReadOnlyObjectWrapper<>(this, "wait", Duration.ZERO);
    private final BooleanBinding canTry = Bindings.createBooleanBinding(
            () -> !passcode().isEmpty()
                    && passcode().length() <= Limits.PASSCODE_CHARS
                    && !checking.get()
                    && wait.get().isZero(),
            text,
            checking,
            wait);

    /**
     * @param room what it is called
     * @param tryOut joins with a passcode
     * @param later runs something on the UI's thread after a time
     */
    PasscodeViewModel(String room, Consumer<String> tryOut, Runnable giveUp, BiConsumer<Duration, Runnable> later) {
        this.room = room;
        this.tryOut = tryOut;
        this.giveUp = giveUp;
        this.later = later;
    }

    public String room() {
        return room;
    }

    public StringProperty textProperty() {
        return text;
    }

    /** What is wrong, or how long to wait; empty at first. */
    public ReadOnlyStringProperty complaintProperty() {
        return complaint.getReadOnlyProperty();
    }

    /** Whether the server is being asked. */
    public ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    public BooleanBinding canTry() {
        return canTry;
    }

    public void submit() {
        if (canTry.get()) {
            complaint.set("");
            checking.set(true);
            tryOut.accept(passcode());
        }
    }

    public void cancel() {
        giveUp.run();
    }

    /** @param shown whether a passcode was shown at all */
    void refused(Failure failure, boolean shown) {
        checking.set(false);
        if (failure.code() == ErrorCode.TOO_MANY_REQUESTS) {
            Duration retryAfter = failure.retryAfter();
            pause(retryAfter == null ? SECOND : retryAfter);
        } else if (shown) {
            complaint.set("That passcode is wrong. Look at the invitation, or ask whoever sent it.");
        }
    }

    private void pause(Duration left) {
        if (left.isNegative() || left.isZero()) {
            wait.set(Duration.ZERO);
            complaint.set("You can try again now.");
            return;
        }
        wait.set(left);
        complaint.set("Too many wrong passcodes. Try again in " + Notice.words(left) + ".");
        Duration step = left.compareTo(SECOND) < 0 ? left : SECOND;
        later.accept(step, () -> pause(left.minus(step)));
    }

    private String passcode() {
        return text.get().strip();
    }
}
