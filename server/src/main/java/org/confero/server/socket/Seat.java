package org.confero.server.socket;

import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.routing.Frame;
import org.confero.server.routing.Sink;

/** A session's place in a room or at its door, from its asking in until it leaves. */
final class Seat implements Sink {
    private final Session session;
    private final RoomId room;
    private final ParticipantId self;

    Seat(Session session, RoomId room, ParticipantId self) {
        this.session = session;
        this.room = room;
        this.self = self;
    }

    RoomId room() {
        return room;
    }

    ParticipantId self() {
        return self;
    }

    /** Nothing that the room says after the session has left the seat reaches it. */
    @Override
    public void send(Frame frame) {
        session.deliver(this, frame, false);
    }

    @Override
    public void sendLast(Frame frame) {
        session.deliver(this, frame, true);
    }

    @Override
    public void tellPresence() {
        session.tellPresence();
    }

    @Override
    public void moved() {
        session.giveWay(this);
    }

    @Override
    public void fail(RuntimeException fault) {
        session.fail(fault);
    }
}
