package org.confero.desktop.conference;

import java.net.URI;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.rtc.Relays;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Where to go, and as whom.
 *
 * @param server http or https address of the server, without a path
 * @param state with what switched on
 * @param credentials what we show at the door
 * @param fakeMedia a test picture and a tone instead of camera and microphone, which are then never opened
 * @param relays how links may go by way of TURN servers
 * @param comesBackTo the place of a process of ours that was killed; null for a newcomer
 */
public record JoinRequest(
        URI server,
        RoomId room,
        DisplayName name,
        MediaState state,
        Credentials credentials,
        boolean fakeMedia,
        Relays relays,
        @Nullable KeptStay comesBackTo) {
    /** A newcomer. */
    public JoinRequest(
            URI server,
            RoomId room,
            DisplayName name,
            MediaState state,
            Credentials credentials,
            boolean fakeMedia,
            Relays relays) {
        this(server, room, name, state, credentials, fakeMedia, relays, null);
    }

    /** By whatever way there is. */
    public JoinRequest(
            URI server, RoomId room, DisplayName name, MediaState state, Credentials credentials, boolean fakeMedia) {
        this(server, room, name, state, credentials, fakeMedia, Relays.USUAL);
    }

    /** The same with nothing to show at the door. */
    public JoinRequest(URI server, RoomId room, DisplayName name, MediaState state, boolean fakeMedia) {
        this(server, room, name, state, Credentials.NONE, fakeMedia);
    }

    /** The same, into the place that there was; muted and with the camera off, if they were. */
    public JoinRequest backTo(KeptStay place) {
        return new JoinRequest(
                server,
                room,
                place.name(),
                state.withAudio(place.microphone()).withVideo(place.camera()),
                credentials,
                fakeMedia,
                relays,
                place);
    }
}
