package org.confero.server.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confero.protocol.Numbered;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one client was told over all its sockets, held against what PROTOCOL.md promises: numbers without gaps, the same
 * message under the same number, nobody twice in a room, and nothing of a room to who is not in it. Any thread.
 */
final class Books {
    /** Where a client is, as far as it was told. */
    enum Place {
        OUT,
        DOOR,
        ROOM,
        /** After an incomplete resume, until the server says how things stand. */
        UNKNOWN
    }

    /** Somewhat more than a server keeps to say again. */
    private static final int PRINTS = 600;

    private static final Pattern COUNT = Pattern.compile("\"n\":(\\d+)");

    private final Consumer<String> wrong;
    private final Map<ParticipantId, Participant> others = new LinkedHashMap<>();
    private final Set<ParticipantId> knocking = new HashSet<>();
    private final Map<ParticipantId, Long> signals = new HashMap<>();
    private final Map<Long, Integer> prints = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > PRINTS;
        }
    };
    private Place place = Place.OUT;
    private @Nullable ParticipantId self;
    private boolean host;
    private long heard;
    private long due = 1;
    private long sent;

    /** {@code wrong} takes a sentence for each broken promise. */
    Books(Consumer<String> wrong) {
        this.wrong = wrong;
    }

    /** The client says one more message after its hello. */
    synchronized void says() {
        sent++;
    }

    /** How many messages the server has to have taken when it has taken everything. */
    synchronized long sent() {
        return sent;
    }

    /** The newest number that was heard, on any socket. */
    synchronized long heard() {
        return heard;
    }

    /** Whether everything up to this number has come on the socket of the moment. */
    synchronized boolean hasHeard(long seq) {
        return due > seq;
    }

    synchronized Place place() {
        return place;
    }

    synchronized boolean isHost() {
        return host;
    }

    synchronized List<ParticipantId> others() {
        return List.copyOf(others.keySet());
    }

    synchronized List<ParticipantId> knocking() {
        return List.copyOf(knocking);
    }

    /** The server has said that it is in no room. */
    synchronized void isNowhere() {
        leaves(Place.OUT);
    }

    /** The answer to a hello that named {@code lastSeq}. */
    synchronized void welcomed(ServerMessage.Welcome welcome, long lastSeq) {
        switch (welcome.resumed()) {
            case NONE -> begins(welcome);
            case COMPLETE -> goesOn(welcome, lastSeq);
            case INCOMPLETE -> {
                goesOn(welcome, welcome.seq());
                heard = welcome.seq();
                leaves(Place.UNKNOWN);
            }
        }
    }

    private void begins(ServerMessage.Welcome welcome) {
        require(welcome.seq() == 0 && welcome.received() == 0, "A new session has been told something already");
        heard = 0;
        due = 1;
        sent = 0;
        prints.clear();
        leaves(Place.OUT);
    }

    private void goesOn(ServerMessage.Welcome welcome, long lastSeq) {
        require(welcome.seq() >= heard, "The server counts " + welcome.seq() + ", but had said " + heard);
        require(welcome.received() <= sent, "The server has taken " + welcome.received() + " of " + sent);
        sent = welcome.received();
        due = lastSeq + 1;
    }

    /** One message after the welcome; {@code text} is its frame. */
    synchronized void hears(ServerMessage message, String text) {
        if (!(message instanceof Numbered numbered) || isNews(numbered.seq(), text.hashCode())) {
            take(message);
        }
    }

    private boolean isNews(long seq, int print) {
        require(seq == due, "Message " + seq + " came where " + due + " was due");
        due = seq + 1;
        if (seq <= heard) {
            Integer before = prints.get(seq);
            require(before == null || before == print, "Message " + seq + " was another one the first time");
            return false;
        }
        heard = seq;
        prints.put(seq, print);
        return true;
    }

    private void take(ServerMessage message) {
        switch (message) {
            case ServerMessage.Joined joined -> enters(joined);
            case ServerMessage.Waiting waiting -> {
                leaves(Place.DOOR);
                self = waiting.self();
            }
            case ServerMessage.Left ignored -> leaves(Place.OUT);
            case ServerMessage.Removed ignored -> isPutOut("removed");
            case ServerMessage.Ended ignored -> isPutOut("ended");
            case ServerMessage.ParticipantJoined(long seq, Participant came) -> {
                if (isInside("participant-joined")) {
                    require(!came.id().equals(self), "One joins oneself, with message " + seq);
                    require(others.put(came.id(), came) == null, "Somebody joins twice, with message " + seq);
                }
            }
            case ServerMessage.ParticipantUpdated(long seq, Participant changed) -> {
                if (isInside("participant-updated")) {
                    updates(seq, changed);
                }
            }
            case ServerMessage.ParticipantLeft left -> {
                if (isInside("participant-left")) {
                    require(others.remove(left.id()) != null, "Somebody leaves who was not there: " + left.seq());
                    signals.remove(left.id());
                }
            }
            case ServerMessage.Signal signal -> {
                if (isInside("signal")) {
                    signalled(signal);
                }
            }
            case ServerMessage.Knock knock -> {
                if (isInside("knock")) {
                    knocking.add(knock.visitor().id());
                }
            }
            case ServerMessage.KnockEnded ended -> {
                if (isInside("knock-ended")) {
                    knocking.remove(ended.id());
                }
            }
            case ServerMessage.MuteRequested ignored -> isInside("mute-requested");
            case ServerMessage.RoomUpdated ignored -> isInside("room-updated");
            case ServerMessage.Welcome ignored -> wrong.accept("A second welcome");
            case ServerMessage.IceServersChanged ignored -> {}
            case ServerMessage.Done ignored -> {}
            case ServerMessage.Pong ignored -> {}
            case ServerMessage.Failure ignored -> {}
            case ServerMessage.Closing ignored -> wrong.accept("The server says that it goes away");
        }
    }

    private void enters(ServerMessage.Joined joined) {
        leaves(Place.ROOM);
        self = joined.self();
        host = joined.room().role() == Role.HOST;
        for (Participant other : joined.participants()) {
            require(others.put(other.id(), other) == null, "Somebody is twice in a room, in message " + joined.seq());
        }
        require(!others.containsKey(joined.self()), "One is among the others, in message " + joined.seq());
    }

    private void updates(long seq, Participant changed) {
        if (changed.id().equals(self)) {
            host = changed.role() == Role.HOST;
        } else {
            require(others.replace(changed.id(), changed) != null, "News of somebody who is not there: " + seq);
        }
    }

    private void signalled(ServerMessage.Signal signal) {
        require(others.containsKey(signal.from()), "A signal of somebody who is not there: " + signal.seq());
        Matcher count = COUNT.matcher(signal.data().json());
        if (count.find()) {
            long number = Long.parseLong(count.group(1));
            Long before = signals.put(signal.from(), number);
            require(before == null || before < number, "Signal " + number + " came after " + before);
        }
    }

    private void isPutOut(String type) {
        require(place != Place.OUT, type + " is told to one who is in no room");
        leaves(Place.OUT);
    }

    private boolean isInside(String type) {
        require(place == Place.ROOM || place == Place.UNKNOWN, type + " is told to one who is in no room");
        return place == Place.ROOM;
    }

    private void leaves(Place to) {
        place = to;
        self = null;
        host = false;
        others.clear();
        knocking.clear();
        signals.clear();
    }

    private void require(boolean isRight, String otherwise) {
        if (!isRight) {
            wrong.accept(otherwise);
        }
    }
}
