package org.confero.desktop.ui.start;

import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.parts.Notice;

/** What the window shows. */
public sealed interface Screen {
    /** Where to go, and as whom. */
    record Form() implements Screen {}

    /** What a new room should be like, above the form. */
    record Making(NewRoomViewModel room) implements Screen {}

    /** The room's passcode, above the form. */
    record Passcode(PasscodeViewModel passcode) implements Screen {}

    /** Waiting to be let in. */
    record Door(CallViewModel call) implements Screen {}

    record Room(CallViewModel call) implements Screen {}

    /**
     * A call that others have ended for us.
     *
     * @param again what the button says that leads to the room again
     */
    record Farewell(Notice notice, String again) implements Screen {}
}
