package org.confero.protocol;

/** Somebody who waits at a room's door. */
public record Visitor(ParticipantId id, DisplayName name) {}
