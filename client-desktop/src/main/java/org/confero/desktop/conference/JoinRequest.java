package org.confero.desktop.conference;

import java.net.URI;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;

/**
 * Where to go, and as whom.
 *
 * @param server http or https address of the server, without a path
 * @param state with what switched on
 * @param fakeMedia a test picture and a tone instead of camera and microphone, which are then never opened
 */
public record JoinRequest(URI server, RoomId room, DisplayName name, MediaState state, boolean fakeMedia) {}
