package org.confero.protocol;

/** One entry of a roster. */
public record Participant(ParticipantId id, DisplayName name, MediaState state, Role role, Presence presence) {
    public Participant withId(ParticipantId next) {
        return new Participant(next, name, state, role, presence);
    }

    public Participant withState(MediaState next) {
        return new Participant(id, name, next, role, presence);
    }

    public Participant withRole(Role next) {
        return new Participant(id, name, state, next, presence);
    }

    public Participant withPresence(Presence next) {
        return new Participant(id, name, state, role, next);
    }
}
