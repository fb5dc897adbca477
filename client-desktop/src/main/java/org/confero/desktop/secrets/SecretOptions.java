package org.confero.desktop.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.confero.protocol.Credentials;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Passcode, host key and token of a command. They come from files or from the environment, a file before the environment:
 * everybody on the machine can read a command line.
 */
public final class SecretOptions {
    /** A file that is longer than the longest secret, with its line's end, is another file. */
    private static final int MOST_BYTES = Limits.TOKEN_CHARS + 2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--passcode-file",
            paramLabel = "FILE",
            description = "A file with the room's passcode; without it, CONFERO_PASSCODE in the environment.")
    private @Nullable Path passcode;

    @Option(
            names = "--host-key-file",
            paramLabel = "FILE",
            description = "A file with the room's host key; without it, CONFERO_HOST_KEY in the environment.")
    private @Nullable Path hostKey;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with a token of the identity provider; without it, CONFERO_TOKEN in the environment.")
    private @Nullable Path token;

    /**
     * Everything of it that there is.
     *
     * @throws ParameterException when a file cannot be read or holds no such secret; its message has nothing of the content
     */
    public Credentials read(Map<String, String> environment) {
        try {
            return new Credentials(
                    secret(passcode, environment.get("CONFERO_PASSCODE")),
                    secret(hostKey, environment.get("CONFERO_HOST_KEY")),
                    secret(token, environment.get("CONFERO_TOKEN")));
        } catch (InvalidValueException e) {
            throw new ParameterException(
                    spec.commandLine(), e.detail() + " (" + e.code().word() + ")", e);
        }
    }

    private @Nullable String secret(@Nullable Path file, @Nullable String otherwise) {
        if (file == null) {
            return otherwise == null || otherwise.isEmpty() ? null : otherwise;
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ParameterException(spec.commandLine(), "The file " + file + " is too long for a secret");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "The file " + file + " cannot be read", e);
        }
    }
}
