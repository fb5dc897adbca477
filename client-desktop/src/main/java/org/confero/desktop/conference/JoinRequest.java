package org.confero.desktop.conference;

import java.net.URI;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;

/**
 * Where to go, and as whom.
 *
 * @param server http or https address of the server, without a path
 * @param state with what switched on
 * @param credentials what we show at the door
 * @param fakeMedia a test picture and a tone instead of camera and microphone, which are then never opened
 * @param relayOnly media goes by way of a TURN server or not at all, so that the others do not learn our address
 */
public record JoinRequest(
        URI server,
        RoomId room,
        DisplayName name,
        MediaState state,
        Credentials credentials,
        boolean fakeMedia,
        boolean relayOnly) {
    /** By whatever way there is. */
    public JoinRequest(
            URI server, RoomId room, DisplayName name, MediaState state, Credentials credentials, boolean fakeMedia) {
        this(server, room, name, state, credentials, fakeMedia, false);
    }

    /** The same with nothing to show at the door. */
    public JoinRequest(URI server, RoomId room, DisplayName name, MediaState state, boolean fakeMedia) {
        this(server, room, name, state, Credentials.NONE, fakeMedia);
    }
}
