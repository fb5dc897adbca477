package org.confero.server.socket;

import java.time.InstantSource;
import org.confero.protocol.ServerInfo;
import org.confero.server.auth.Admission;
import org.confero.server.ice.IceServers;
import org.confero.server.room.Ids;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.Standings;

/**
 * What all sessions of a server share.
 *
 * @param wall the clock on the wall, by which other servers go
 * @param clock monotonic: a wall clock that is put right must not make live sockets look silent
 */
public record SessionContext(
        Rooms rooms,
        Admission admission,
        Sessions sessions,
        Standings standings,
        Ids ids,
        IceServers iceServers,
        ServerInfo server,
        SocketLimits limits,
        InstantSource wall,
        InstantSource clock,
        Meters meters) {}
