package org.confero.desktop.conference;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.confero.call.Addresses;
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
 * @param others addresses of the same server, which are tried after the first: the first that answers is joined by, and all may be
 *     gone on by. Under https like the first, or not, like it
 */
public record JoinRequest(
        URI server,
        RoomId room,
        DisplayName name,
        MediaState state,
        Credentials credentials,
        boolean fakeMedia,
        Relays relays,
        @Nullable KeptStay comesBackTo,
        List<URI> others) {
    /** @throws org.confero.protocol.InvalidValueException when the addresses are too many or not alike */
    public JoinRequest {
        List<URI> all =
                addresses(Stream.concat(Stream.of(server), others.stream()).toList());
        others = all.subList(1, all.size());
    }

    /**
     * The addresses of one server as a person has given them, each once.
     *
     * @throws org.confero.protocol.InvalidValueException when they are too many or not alike
     */
    public static List<URI> addresses(List<URI> given) {
        return Addresses.given(given);
    }

    /** A newcomer. */
    public JoinRequest(
            URI server,
            RoomId room,
            DisplayName name,
            MediaState state,
            Credentials credentials,
            boolean fakeMedia,
            Relays relays) {
        this(server, room, name, state, credentials, fakeMedia, relays, null, List.of());
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

    /** All addresses, in the order in which they are tried. */
    public List<URI> servers() {
        return Stream.concat(Stream.of(server), others.stream()).toList();
    }

    /** The same by other addresses, too. */
    public JoinRequest alsoAt(List<URI> more) {
        return new JoinRequest(server, room, name, state, credentials, fakeMedia, relays, comesBackTo, more);
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
                place,
                others);
    }
}
