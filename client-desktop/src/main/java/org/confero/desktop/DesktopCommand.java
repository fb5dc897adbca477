package org.confero.desktop;

import java.util.List;
import java.util.concurrent.Callable;
import org.confero.desktop.secrets.SecretOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code desktop}: the window. */
@Command(name = "desktop", description = "Opens the window.", mixinStandardHelpOptions = true)
final class DesktopCommand implements Callable<Integer> {
    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description =
                    "The server's address. Given several times, or several after one another with commas: the first that"
                            + " answers is joined by, and the call goes on by any of them.")
    private List<String> servers = List.of();

    @Option(names = "--room", paramLabel = "ID", description = "The room to join.")
    private @Nullable String room;

    @Option(names = "--name", paramLabel = "NAME", description = "What the others call you.")
    private @Nullable String name;

    @Option(names = "--fake-media", description = "A test picture and a tone instead of camera and microphone.")
    private boolean fakeMedia;

    @Mixin
    private SecretOptions secrets = new SecretOptions();

    @Override
    public Integer call() {
        String server = servers.isEmpty() ? null : String.join(", ", servers);
        DesktopApp.open(new StartOptions(server, room, name, secrets.read(System.getenv()), fakeMedia));
        return 0;
    }
}
