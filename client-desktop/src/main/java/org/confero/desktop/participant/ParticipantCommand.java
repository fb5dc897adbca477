package org.confero.desktop.participant;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Relays;
import org.confero.desktop.secrets.SecretOptions;
import org.confero.protocol.DisplayName;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code participant}: takes part in a call without a window. Exits with 0 when it could, else says why in one line. */
@Command(
        name = "participant",
        description = "Takes part in a call without a window: joins, stays, reports and leaves.",
        mixinStandardHelpOptions = true)
public final class ParticipantCommand implements Callable<Integer> {
    private static final int COULD_NOT = 1;

    /** To leave takes 2 s at most; a process that is asked to end should not take much longer. */
    private static final Duration GOODBYE = Duration.ofSeconds(4);

    /** Larger than anything that is sent: pictures are kept at their own size. */
    private static final Extent AS_THEY_COME = new Extent(4096, 4096);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            split = ",",
            converter = ServerAddress.class,
            description =
                    "The server's address, such as http://localhost:8080. Given several times, or several after one"
                            + " another with commas: the first that answers is joined by, and the call goes on by any of them.")
    private List<URI> servers = List.of();

    @Option(names = "--room", required = true, paramLabel = "ID", description = "The room to join.")
    private String room = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the others see.")
    private String name = "";

    @Option(names = "--fake-media", description = "A test picture and a tone instead of camera and microphone.")
    private boolean fakeMedia;

    @Option(names = "--relay-only", description = "Media goes by way of a TURN server or not at all.")
    private boolean relayOnly;

    @Option(
            names = "--any-turn-certificate",
            description = "Speaks to TURN servers over TLS whatever certificate they show; for tests.")
    private boolean anyTurnCertificate;

    @Mixin
    private SecretOptions secrets = new SecretOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long to stay, such as 20s; without it, until told to end.")
    private @Nullable Duration stay;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write what was seen and heard, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--pictures",
            paramLabel = "FOLDER",
            description = "Where to keep everybody's newest picture, as NAME.png.")
    private @Nullable Path pictures;

    @Option(
            names = "--show",
            paramLabel = "SIZE",
            converter = ExtentOption.class,
            description =
                    "How large everybody's picture is shown, in pixels, such as 320x180; the others send no larger ones."
                            + " Without it, as large as they come.")
    private @Nullable Extent show;

    @Option(
            names = "--send-file",
            paramLabel = "FILE",
            description = "What to offer to everybody who is there or comes.")
    private @Nullable Path sendFile;

    @Option(
            names = "--accept-files",
            paramLabel = "FOLDER",
            description = "Where to write every file that is offered; without it, none is taken.")
    private @Nullable Path acceptFiles;

    @Option(
            names = "--stay-file",
            paramLabel = "FILE",
            description = "Where to keep what it takes to come back into this place: killed, and started again with the"
                    + " same options in time, it does.")
    private @Nullable Path stayFile;

    @Option(
            names = "--interactive",
            description = "Takes orders from standard input, one a line: say TEXT, mute, unmute, renegotiate, measure.")
    private boolean interactive;

    @Override
    public Integer call() {
        StayFile kept = stayFile == null ? null : new StayFile(stayFile);
        JoinRequest request = backTo(kept, request());
        PictureFolder folder;
        try {
            folder = pictures == null ? null : new PictureFolder(pictures);
            // As the app does on its first screen: what takes long and has nothing to do with joining.
            MediaEngine.load();
        } catch (IOException e) {
            return complain("The folder " + pictures + " cannot be made");
        } catch (LinkageError e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            return complain("The media library does not load: " + reason.getMessage());
        }
        Attendance attendance =
                new Attendance(request, kept, stay, report, folder, shown(), new FileWishes(sendFile, acceptFiles));
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOnSignal(attendance, status), "confero-goodbye"));
        if (interactive) {
            attendance.obey(System.in, spec.commandLine().getErr());
        }
        Optional<String> trouble = attendance.await();
        status.complete(trouble.map(this::complain).orElse(0));
        return status.join();
    }

    private JoinRequest backTo(@Nullable StayFile kept, JoinRequest request) {
        if (kept == null) {
            return request;
        }
        Optional<KeptStay> place = kept.take()
                .filter(left -> left.isOf(request.server(), request.room())
                        && left.name().equals(request.name()));
        if (place.isEmpty()) {
            kept.forget();
        }
        return place.map(request::backTo).orElse(request);
    }

    private @Nullable Extent shown() {
        return show == null && pictures != null ? AS_THEY_COME : show;
    }

    private int complain(String why) {
        spec.commandLine().getErr().println("confero: " + why);
        return COULD_NOT;
    }

    /** TERM and INT begin the JVM's shutdown. Leaving in good order is what was asked for, so it is no failure. */
    private static void endOnSignal(Attendance attendance, CompletableFuture<Integer> status) {
        if (!status.isDone()) {
            attendance.end();
            int code = status.completeOnTimeout(COULD_NOT, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            Runtime.getRuntime().halt(code);
        }
    }

    private JoinRequest request() {
        try {
            return new JoinRequest(
                            servers.getFirst(),
                            new RoomId(room),
                            new DisplayName(name),
                            MediaState.ON,
                            secrets.read(System.getenv()),
                            fakeMedia,
                            new Relays(relayOnly, anyTurnCertificate))
                    .alsoAt(servers.subList(1, servers.size()));
        } catch (InvalidValueException e) {
            throw new ParameterException(
                    spec.commandLine(), e.detail() + " (" + e.code().word() + ")", e);
        }
    }
}
