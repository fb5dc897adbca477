package org.confero.desktop.ui.call;

import java.util.List;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of a call. The buttons name them in their tooltips. */
final class Shortcuts {
    static final List<KeyCombination> MICROPHONE = keys(KeyCode.M, KeyCode.D);
    static final List<KeyCombination> CAMERA = keys(KeyCode.V, KeyCode.E);
    static final KeyCombination LEAVE = new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN);

    private record Shortcut(List<KeyCombination> keys, Runnable action) {}

    private final List<Shortcut> shortcuts;

    Shortcuts(CallViewModel model, Bar bar) {
        shortcuts = List.of(
                new Shortcut(MICROPHONE, model::toggleMicrophone),
                new Shortcut(CAMERA, model::toggleCamera),
                new Shortcut(List.of(new KeyCodeCombination(KeyCode.H)), model::toggleHand),
                new Shortcut(List.of(new KeyCodeCombination(KeyCode.P)), () -> model.toggle(Side.PEOPLE)),
                new Shortcut(List.of(new KeyCodeCombination(KeyCode.C)), () -> model.toggle(Side.CHAT)),
                new Shortcut(List.of(new KeyCodeCombination(KeyCode.L)), bar::copyToClipboard),
                new Shortcut(List.of(LEAVE), model::leave));
    }

    /** Letters that somebody types into a field are no commands. */
    void perform(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl && !event.isShortcutDown()) {
            return;
        }
        shortcuts.stream()
                .filter(shortcut -> shortcut.keys().stream().anyMatch(keys -> keys.match(event)))
                .findFirst()
                .ifPresent(shortcut -> {
                    shortcut.action().run();
                    event.consume();
                });
    }

    private static List<KeyCombination> keys(KeyCode alone, KeyCode withControl) {
        return List.of(
                new KeyCodeCombination(alone), new KeyCodeCombination(withControl, KeyCombination.SHORTCUT_DOWN));
    }
}
