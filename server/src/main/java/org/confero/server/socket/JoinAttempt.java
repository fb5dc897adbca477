package org.confero.server.socket;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.server.auth.Entry;
import org.confero.server.auth.Verdict;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.UnavailableException;

/**
 * A join on its way from the session to the room: it is asked of the room once admission has let it in, or is turned away.
 * That may take a while and come to its end on another thread; the session may have left the seat by then.
 */
final class JoinAttempt {
    private final SessionContext context;
    private final Session session;
    private final Dispatch dispatch;
    private final Seat asked;
    private final ClientMessage.Join join;
    private final Runnable next;

    /**
     * @param asked the seat that the session has taken for it
     * @param next run once, when the join is dealt with, in the room too
     */
    JoinAttempt(
            SessionContext context,
            Session session,
            Dispatch dispatch,
            Seat asked,
            ClientMessage.Join join,
            Runnable next) {
        this.context = context;
        this.session = session;
        this.dispatch = dispatch;
        this.asked = asked;
        this.join = join;
        this.next = next;
    }

    /**
     * Has found out what is to be known of who comes before the room is asked.
     *
     * @param address the client's
     */
    void begin(String address) {
        context.rooms()
                .settings(
                        asked.room(),
                        settings -> judge(new Entry(asked.room(), settings, join.credentials(), session.id(), address)),
                        this::giveUp);
    }

    private void judge(Entry entry) {
        context.admission()
                .judge(
                        entry,
                        verdict -> {
                            switch (verdict) {
                                case Verdict.Admitted admitted -> enter(admitted);
                                case Verdict.Refused refused -> turnAway(refused);
                            }
                        },
                        this::giveUp);
    }

    private void giveUp(Throwable fault) {
        if (fault instanceof UnavailableException) {
            long wait = UnavailableException.RETRY_AFTER.toMillis();
            turnAway(new Verdict.Refused(ErrorCode.UNAVAILABLE, UnavailableException.DETAIL, wait));
        } else {
            session.fail(fault);
            next.run();
        }
    }

    private void enter(Verdict.Admitted admitted) {
        var command = new RoomCommand.Join(
                join.id(),
                asked.self(),
                admitted.name() == null ? join.name() : admitted.name(),
                join.state(),
                admitted.proof(),
                session.iceServersFor(asked.self()));
        context.rooms().submit(asked.room(), command, asked, next);
        session.makeSureOf(asked);
    }

    private void turnAway(Verdict.Refused refused) {
        if (session.vacate(asked)) {
            dispatch.refuse(join.id(), refused.code(), refused.detail(), refused.retryAfter());
        }
        next.run();
    }
}
