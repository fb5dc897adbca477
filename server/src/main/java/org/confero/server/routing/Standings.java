package org.confero.server.routing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.protocol.IceServer;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resume;
import org.confero.protocol.SessionId;

/**
 * Where nodes write down which sessions they have in rooms, so that another one can go on with them. Nothing here blocks;
 * any thread.
 */
public interface Standings {
    /** This node has this session; before it is in the room, and again when it has changed. */
    void note(Standing standing);

    /** The session has left its place: nobody goes on with it there. */
    void forget(SessionId session, ParticipantId self);

    /** The session has its place by way of another node now, which has noted it. */
    void letGo(SessionId session);

    /**
     * Goes on here with a session of another node's, if its secret is right. A node that is still there gives it up.
     *
     * @param newcomer makes what the place speaks to from then on; not called for a session that is not known
     * @param then is called once, on any thread
     */
    void bring(Resume resume, Function<Standing, Newcomer> newcomer, Consumer<Outcome> then);

    /** Who comes from another node. */
    record Newcomer(Sink sink, List<IceServer> iceServers) {
        public Newcomer {
            iceServers = List.copyOf(iceServers);
        }
    }

    /** What has become of it. */
    enum Outcome {
        /** The place is this node's; its sink was told how things stand. */
        HERE,
        /** There is no such session, or it has no place any more. */
        NOBODY,
        /** Not known at this moment: somebody may ask again. */
        UNKNOWN
    }
}
