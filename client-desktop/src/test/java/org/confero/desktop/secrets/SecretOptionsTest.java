package org.confero.desktop.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.confero.protocol.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class SecretOptionsTest {
    @Command
    private static final class Some {
        @Mixin
        private SecretOptions secrets = new SecretOptions();
    }

    @Test
    void nothingIsShownThatIsNotThere() {
        assertThat(read(Map.of("CONFERO_PASSCODE", ""))).isEqualTo(Credentials.NONE);
    }

    @Test
    void filesGoBeforeTheEnvironment(@TempDir Path folder) throws IOException {
        Path passcode = Files.writeString(folder.resolve("passcode"), "rosebud\n");
        assertThat(read(
                        Map.of("CONFERO_PASSCODE", "other", "CONFERO_HOST_KEY", "key", "CONFERO_TOKEN", "a.b.c"),
                        "--passcode-file",
                        passcode.toString()))
                .isEqualTo(new Credentials("rosebud", "key", "a.b.c"));
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutBeingRepeated(@TempDir Path folder) throws IOException {
        Path tooLong = Files.writeString(folder.resolve("long"), "rosebud".repeat(10));
        Path huge = Files.writeString(folder.resolve("huge"), "rosebud".repeat(2_000));
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        for (Path file : new Path[] {tooLong, huge, empty, folder.resolve("none")}) {
            assertThatThrownBy(() -> read(Map.of(), "--host-key-file", file.toString()))
                    .isInstanceOf(ParameterException.class)
                    .message()
                    .doesNotContain("rosebud");
        }
    }

    private static Credentials read(Map<String, String> environment, String... arguments) {
        Some some = new Some();
        CommandLine command = new CommandLine(some);
        command.parseArgs(arguments);
        return some.secrets.read(environment);
    }
}
