package org.confero.protocol;

/** One entry of a roster. */
public record Participant(ParticipantId id, DisplayName name, MediaState state) {
    public Participant withState(MediaState next) {
        return new Participant(id, name, next);
    }
}
