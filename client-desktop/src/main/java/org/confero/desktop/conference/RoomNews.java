package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the server says of the room to whom it concerns: the call, what hosts do, and whoever listens. All methods on the
 * conference's thread.
 */
final class RoomNews {
    private static final Logger LOG = System.getLogger(RoomNews.class.getName());

    private final Ourselves ourselves;
    private final Hosting hosting;
    private final Teller teller;

    RoomNews(Ourselves ourselves, Hosting hosting, Teller teller) {
        this.ourselves = ourselves;
        this.hosting = hosting;
        this.teller = teller;
    }

    void tell(ServerMessage message, Call open) {
        switch (message) {
            case ServerMessage.ParticipantJoined joined -> open.appeared(joined.participant());
            case ServerMessage.ParticipantUpdated(long ignored, Participant one)
            when one.id().equals(ourselves.id()) -> role(one.id(), one.role());
            case ServerMessage.ParticipantUpdated updated -> open.updated(updated.participant());
            case ServerMessage.ParticipantLeft left -> open.gone(left.id(), left.reason());
            case ServerMessage.Signal signal -> open.signal(signal.from(), signal.data());
            case ServerMessage.Knock knock -> hosting.knocks(knock.visitor());
            case ServerMessage.KnockEnded ended -> hosting.knocksNoMore(ended.id());
            case ServerMessage.Done done -> hosting.done(done.ref());
            case ServerMessage.MuteRequested asked -> teller.muteRequested(asked.from());
            case ServerMessage.RoomUpdated updated -> teller.roomChanged(updated.room());
            case ServerMessage.IceServersChanged changed -> open.useIceServers(changed.iceServers());
            default -> LOG.log(Level.DEBUG, "Heard {0}", message.getClass().getSimpleName());
        }
    }

    /** Our own; null for that of everybody. */
    void role(ParticipantId own, @Nullable Role role) {
        Role now = role == null ? Role.PARTICIPANT : role;
        hosting.role(now);
        teller.roleChanged(own, now);
    }
}
