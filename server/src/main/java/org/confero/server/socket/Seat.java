package org.confero.server.socket;

import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.routing.Frame;
import org.confero.server.routing.Sink;

/** A session's place in a room, from its asking in until it leaves; counts what the room says to it. */
final class Seat implements Sink {
    private final Session session;
    private final RoomId room;
    private final ParticipantId self;
    private long seq;
    private boolean left;

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

    /** Nothing that the room says from now on reaches the session. */
    synchronized void leave() {
        left = true;
    }

    @Override
    public void send(Frame frame) {
        boolean fits;
        synchronized (this) {
            fits = left || session.outbox().put(numbered(frame));
        }
        session.flush(fits);
    }

    @Override
    public void refuse(Frame frame) {
        session.vacate(this);
        send(frame);
    }

    @Override
    public void fail(RuntimeException fault) {
        session.fail(fault);
    }

    private String numbered(Frame frame) {
        return switch (frame) {
            case Frame.Plain plain -> plain.text();
            case Frame.Numbered numbered -> numbered.text(++seq);
        };
    }
}
