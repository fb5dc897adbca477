package org.confero.desktop.ui.call;

import org.confero.desktop.ui.parts.Notice;
import org.jspecify.annotations.Nullable;

/** How far a call is. */
public sealed interface Phase {
    record Joining() implements Phase {}

    record InRoom() implements Phase {}

    /** On our way out: devices are being freed, and the server is being told. */
    record Leaving() implements Phase {}

    /** {@code why} is null when we left by our own will. */
    record Over(@Nullable Notice why) implements Phase {}
}
