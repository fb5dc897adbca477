package org.confero.server.routing;

import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resume;
import org.confero.protocol.SessionId;

/** Of a server that is alone: sessions are in its memory or nowhere. */
public final class NoStandings implements Standings {
    @Override
    public void note(Standing standing) {}

    @Override
    public void forget(SessionId session, ParticipantId self) {}

    @Override
    public void letGo(SessionId session) {}

    @Override
    public void bring(Resume resume, Function<Standing, Newcomer> newcomer, Consumer<Outcome> then) {
        then.accept(Outcome.NOBODY);
    }
}
