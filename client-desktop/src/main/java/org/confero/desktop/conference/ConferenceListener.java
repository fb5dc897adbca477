package org.confero.desktop.conference;

import java.util.List;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

/** What a conference tells whoever shows it. Every method is called on the executor given to {@link Conference#join}, in order. */
public interface ConferenceListener {
    /** How the link to one other participant is doing. */
    enum LinkState {
        CONNECTING,
        CONNECTED,
        /** Was connected, and is trying again. */
        INTERRUPTED,
        FAILED
    }

    /** One other participant as it is to be shown. {@code picture} is the same object for as long as it stays. */
    record Remote(ParticipantId id, DisplayName name, MediaState state, LinkState link, Picture picture) {}

    /** In the room. Before this nothing else is told but {@link #failed} and {@link #problem}. */
    void joined(RoomInfo room, ParticipantId self);

    /** The others, in the order of their joining, whenever anything about them changed. */
    void remotes(List<Remote> remotes);

    /** Something is amiss, but the conference goes on. */
    void problem(Problem problem, String detail);

    /** {@link Problem#SERVER_LOST} is over. */
    void serverBack();

    /** The conference did not come about, or is over without our doing. Nothing else is told after this. */
    void failed(Problem problem, @Nullable ErrorCode code, String detail);

    /** Over, as we asked. Nothing else is told after this. */
    void left();
}
