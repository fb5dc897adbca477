package org.confero.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.ui.start.Remembered;
import org.confero.desktop.ui.start.ServerAddress;
import org.confero.protocol.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the first screen; what it leaves out is as it was the last time.
 *
 * @param credentials for the room of that screen, and for no other; the token for all rooms of its server
 */
record StartOptions(
        @Nullable String server,
        @Nullable String room,
        @Nullable String name,
        Credentials credentials,
        boolean fakeMedia) {
    /** As JavaFX hands arguments over to an application, within this process. */
    List<String> toArguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "server", server);
        add(arguments, "room", room);
        add(arguments, "name", name);
        add(arguments, "passcode", credentials.passcode());
        add(arguments, "host-key", credentials.key());
        add(arguments, "token", credentials.token());
        add(arguments, "fake-media", String.valueOf(fakeMedia));
        return arguments;
    }

    static StartOptions of(Map<String, String> named) {
        return new StartOptions(
                named.get("server"),
                named.get("room"),
                named.get("name"),
                new Credentials(named.get("passcode"), named.get("host-key"), named.get("token")),
                Boolean.parseBoolean(named.get("fake-media")));
    }

    /** Whether what the command line says leads there, too. */
    boolean mayBe(KeptStay stay) {
        return (room == null || room.equals(stay.room().value()))
                && (server == null || ServerAddress.isOf(server, stay.server()));
    }

    Remembered over(Remembered remembered) {
        return new Remembered(
                server == null ? remembered.server() : server,
                room == null ? remembered.room() : room,
                name == null ? remembered.name() : name,
                remembered.microphone(),
                remembered.camera());
    }

    private static void add(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add("--" + name + "=" + value);
        }
    }
}
