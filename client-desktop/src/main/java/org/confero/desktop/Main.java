package org.confero.desktop;

import org.confero.desktop.participant.ParticipantCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The desktop client's command line. Extends no JavaFX class, so that JavaFX may stand on the class path. */
@Command(
        name = "confero",
        subcommands = {DesktopCommand.class, ParticipantCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // AWT only draws test pictures and writes image files; it must not look for a window system beside JavaFX.
        System.setProperty("java.awt.headless", "true");
        int status = new CommandLine(new Main())
                .setParameterExceptionHandler(Main::complain)
                .execute(arguments);
        // Native threads of the media engine are no daemons: without this the process would stay.
        System.exit(status);
    }

    /** One line that says what is wrong; the whole usage would hide it. */
    private static int complain(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("confero: " + failure.getMessage());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
