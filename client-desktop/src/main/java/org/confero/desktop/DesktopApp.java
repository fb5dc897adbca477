package org.confero.desktop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.rooms.RoomMaker;
import org.confero.desktop.ui.AppWindow;
import org.confero.desktop.ui.call.CallHandle;
import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.parts.Look;
import org.confero.desktop.ui.parts.Outside;
import org.confero.desktop.ui.start.Memory;
import org.confero.desktop.ui.start.Services;
import org.confero.desktop.ui.start.StartViewModel;
import org.jspecify.annotations.Nullable;

/** Composition root of the window. */
public final class DesktopApp extends Application {
    private static final Logger LOG = System.getLogger(DesktopApp.class.getName());
    // The engine answers within 2 s, also when the server does not.
    private static final int DEPARTURE_SECONDS = 3;

    private final Memory memory;
    private final StayFile stay;
    private volatile @Nullable StartViewModel model;

    public DesktopApp() {
        this(
                Memory.ofUser(System.getenv(), System.getProperty("user.home")),
                StayFile.ofUser(System.getenv(), System.getProperty("user.home")));
    }

    DesktopApp(Memory memory, StayFile stay) {
        this.memory = memory;
        this.stay = stay;
    }

    /** Shows the window; returns when it was closed and the room, if any, was left. */
    static void open(StartOptions options) {
        launch(DesktopApp.class, options.toArguments().toArray(String[]::new));
    }

    @Override
    public void start(Stage stage) {
        show(stage, StartOptions.of(getParameters().getNamed()));
        // Ctrl-C in the terminal that started us leaves the room, too.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "leave-at-exit"));
    }

    void show(Stage stage, StartOptions options) {
        Look.followSystem();
        StartViewModel created = new StartViewModel(
                options.over(memory.load()),
                options.credentials(),
                new Services(
                        memory::save,
                        new RoomMaker()::make,
                        (request, listener, ui) -> CallHandle.join(request, stay, listener, ui),
                        Platform::runLater,
                        DesktopApp::later),
                options.fakeMedia());
        model = created;
        new AppWindow(stage, created, Outside.of(address -> getHostServices().showDocument(address))).open();
        comeBack(created, options);
    }

    private void comeBack(StartViewModel screen, StartOptions options) {
        Optional<KeptStay> left = stay.take();
        if (left.filter(options::mayBe).filter(screen::comeBack).isEmpty()) {
            stay.forget();
        }
    }

    private static void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Platform::runLater)
                .execute(task);
    }

    @Override
    public void stop() {
        Optional.ofNullable(model).flatMap(StartViewModel::anyCall).ifPresent(DesktopApp::depart);
    }

    private static void depart(CallViewModel call) {
        try {
            call.depart().get(DEPARTURE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "The room was not left in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
