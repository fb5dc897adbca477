package org.confero.desktop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.stage.Window;

/** The app as the launcher starts it, in which somebody presses these buttons, each as soon as it is there. */
public final class PressedApp {
    static final String BUTTONS = "confero.test.press";

    private PressedApp() {}

    public static void main(String[] arguments) {
        List<String> buttons = List.of(System.getProperty(BUTTONS, "").split(","));
        Thread.ofPlatform()
                .daemon()
                .start(() ->
                        buttons.stream().filter(button -> !button.isEmpty()).forEach(PressedApp::press));
        Main.main(arguments);
    }

    private static void press(String button) {
        while (!isPressed(button)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean isPressed(String button) {
        CompletableFuture<Boolean> pressed = new CompletableFuture<>();
        try {
            Platform.runLater(() -> pressed.complete(Window.getWindows().stream()
                    .map(window -> window.getScene().lookup(button))
                    .anyMatch(found -> found instanceof Button there && !there.isDisabled() && fire(there))));
        } catch (IllegalStateException notYetStarted) {
            return false;
        }
        return pressed.join();
    }

    private static boolean fire(Button button) {
        button.fire();
        return true;
    }
}
