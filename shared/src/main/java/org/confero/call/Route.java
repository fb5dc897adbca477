package org.confero.call;

import org.confero.protocol.ParticipantId;

/** The way that a signal takes to another participant. */
public sealed interface Route {
    record Server() implements Route {}

    /** The control channel of the link itself. */
    record Direct() implements Route {}

    /** The control channel to a third participant, who carries it on. */
    record Via(ParticipantId carrier) implements Route {}

    record Nowhere() implements Route {}
}
