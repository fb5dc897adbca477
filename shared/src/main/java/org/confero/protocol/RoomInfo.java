package org.confero.protocol;

/** What a participant is told of the room that it is in. */
public record RoomInfo(RoomId id, int capacity) {}
