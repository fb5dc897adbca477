package org.confero.desktop.ui.call;

import org.confero.desktop.conference.Failure;
import org.jspecify.annotations.Nullable;

/** How far a call is. */
public sealed interface Phase {
    record Joining() implements Phase {}

    /** At the door, until a host decides. */
    record AtDoor() implements Phase {}

    record InRoom() implements Phase {}

    /** On our way out: devices are being freed, and the server is being told. */
    record Leaving() implements Phase {}

    /** {@code why} is null when we left by our own will. */
    record Over(@Nullable Failure why) implements Phase {}
}
