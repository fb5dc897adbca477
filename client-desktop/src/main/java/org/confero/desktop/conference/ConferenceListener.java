package org.confero.desktop.conference;

import java.util.List;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;

/** What a conference tells whoever shows it. Every method is called on the executor given to {@link Conference#join}, in order. */
public interface ConferenceListener {
    /** How the link to one other participant is doing. */
    enum LinkState {
        CONNECTING,
        CONNECTED,
        /** Was connected, and is trying again. */
        INTERRUPTED,
        FAILED
    }

    /**
     * One other participant as it is to be shown. {@code picture} is the same object for as long as it stays; its id is another
     * one when a server has forgotten the call.
     */
    record Remote(Participant participant, LinkState link, Picture picture, Signs signs) {
        public ParticipantId id() {
            return participant.id();
        }

        public DisplayName name() {
            return participant.name();
        }

        public MediaState state() {
            return participant.state();
        }
    }

    /** At the room's door: a host has to let us in. {@link #joined} or {@link #failed} follows. */
    void waiting();

    /** In the room. Before this nothing else is told but {@link #waiting}, {@link #failed} and {@link #problem}. */
    void joined(RoomInfo room, ParticipantId self);

    /** The room is another now: it was locked or unlocked. The role in it is null: it says nothing of ours. */
    void roomChanged(RoomInfo room);

    /** Who we are and what we may do from now on; the first time it is in {@link #joined}. */
    void roleChanged(ParticipantId self, Role role);

    /** To hosts: everybody who waits at the door, in the order of their knocking, whenever that changed. */
    void visitors(List<Visitor> visitors);

    /** A host asks us to mute our microphone; nobody does it for us. */
    void muteRequested(ParticipantId from);

    /** What we asked for as a host has not been done. */
    void refused(Refusal refusal);

    /** The others, in the order of their joining, whenever anything about them changed. */
    void remotes(List<Remote> remotes);

    /** All that has been said in the room and is known here, in the order that is everybody's, whenever anything of it changed. */
    void chat(List<ChatLine> lines);

    /** All files that have been offered in the call since we came, the oldest first, whenever anything of them changed. */
    void files(List<FileLine> lines);

    /** Our own hand and reactions, whenever anything of them changed. */
    void ownSigns(Signs signs);

    /** Something is amiss, but the conference goes on. */
    void problem(Problem problem, String detail);

    /** {@link Problem#SERVER_LOST} is over; it is over, too, with {@link Problem#SHUT_OUT}. */
    void serverBack();

    /** The conference did not come about, or is over without our doing. Nothing else is told after this. */
    void failed(Failure failure);

    /** Over, as we asked. Nothing else is told after this. */
    void left();
}
