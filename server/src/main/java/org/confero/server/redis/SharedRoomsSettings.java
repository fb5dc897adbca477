package org.confero.server.redis;

import java.time.Duration;

/**
 * What all nodes have to be told alike.
 *
 * @param adHoc whether a join begins a room that nobody made
 * @param mostMade how many made rooms all nodes keep together, about
 * @param grace how long those of a dead node may take to come back
 */
public record SharedRoomsSettings(boolean adHoc, int mostMade, Duration grace) {}
