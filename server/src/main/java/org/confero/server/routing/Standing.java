package org.confero.server.routing;

import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;

/**
 * What another node has to know of a session to go on with it.
 *
 * @param self as whom it is in the room, or at its door
 * @param received how many of its client's messages were taken at least
 */
public record Standing(SessionId session, SessionSecret secret, RoomId room, ParticipantId self, long received) {}
