package org.confero.server.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.room.Proof;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Frame;
import org.confero.server.routing.Sink;

/** One who is in a room by way of a node, without a socket, and believes what it is told. */
final class Guest implements Sink {
    final ParticipantId id;
    private final RedisRooms node;
    private final RoomId room;

    // Guarded by this.
    private final Map<ParticipantId, Participant> others = new LinkedHashMap<>();
    private final List<ServerMessage> heard = new ArrayList<>();
    private final List<RuntimeException> faults = new ArrayList<>();
    private boolean isInside;
    private boolean hasMoved;

    /** Nobody of another room has this one's id, as it is with the server's own. */
    Guest(RedisRooms node, String room, String name) {
        this(node, new RoomId(room), new ParticipantId(room + "-" + name));
    }

    private Guest(RedisRooms node, RoomId room, ParticipantId id) {
        this.node = node;
        this.room = room;
        this.id = id;
    }

    /** The same one by way of another node, which has not asked for its place yet. */
    Guest by(RedisRooms other) {
        return new Guest(other, room, id);
    }

    /** Takes the place that the same one has by way of another node. */
    CompletableFuture<Boolean> move() {
        return node.bring(room, new RoomCommand.Move(id, List.of()), this);
    }

    RoomId room() {
        return room;
    }

    /** Returns when the answer is given. */
    Guest join() {
        ask(new RoomCommand.Join(
                new RequestId("j"), id, new DisplayName(id.value()), MediaState.ON, Proof.NONE, List.of()));
        return this;
    }

    void leave() {
        ask(new RoomCommand.Leave(id, LeaveReason.LEFT));
        synchronized (this) {
            isInside = false;
            others.clear();
        }
    }

    void signal(ParticipantId to, String data) {
        ask(new RoomCommand.Signal(id, to, new Payload(data)));
    }

    void ask(RoomCommand command) {
        var done = new CompletableFuture<Void>();
        node.submit(room, command, this, () -> done.complete(null));
        done.join();
    }

    synchronized boolean isInside() {
        return isInside;
    }

    /** Who is there, as this one believes. */
    synchronized Map<ParticipantId, Participant> others() {
        return Map.copyOf(others);
    }

    synchronized Optional<MediaState> seenOf(ParticipantId other) {
        return Optional.ofNullable(others.get(other)).map(Participant::state);
    }

    synchronized <T extends ServerMessage> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized List<RuntimeException> faults() {
        return List.copyOf(faults);
    }

    boolean wasRefused(ErrorCode code) {
        return heard(ServerMessage.Failure.class).stream().anyMatch(failure -> failure.code() == code);
    }

    @Override
    public void send(Frame frame) {
        hear(frame);
    }

    @Override
    public synchronized void sendLast(Frame frame) {
        hear(frame);
        isInside = false;
        others.clear();
    }

    @Override
    public void tellPresence() {
        node.submit(room, new RoomCommand.SetPresence(id, Presence.CONNECTED), this, () -> {});
    }

    @Override
    public synchronized void moved() {
        hasMoved = true;
        isInside = false;
        others.clear();
    }

    synchronized boolean hasMoved() {
        return hasMoved;
    }

    @Override
    public synchronized void fail(RuntimeException fault) {
        faults.add(fault);
    }

    private synchronized void hear(Frame frame) {
        String text = switch (frame) {
            case Frame.Plain plain -> plain.text();
            case Frame.Numbered numbered -> numbered.text(heard.size() + 1);
        };
        ServerMessage message = switch (Codec.decodeServer(text)) {
            case Decoded.Ok<ServerMessage>(ServerMessage ok) -> ok;
            case Decoded.Bad<ServerMessage> bad -> throw new AssertionError(bad);
        };
        heard.add(message);
        switch (message) {
            case ServerMessage.Joined joined -> {
                isInside = true;
                others.clear();
                joined.participants().forEach(one -> others.put(one.id(), one));
            }
            case ServerMessage.ParticipantJoined joined ->
                others.put(joined.participant().id(), joined.participant());
            case ServerMessage.ParticipantUpdated updated ->
                others.computeIfPresent(updated.participant().id(), (one, was) -> updated.participant());
            case ServerMessage.ParticipantLeft left -> others.remove(left.id());
            default -> {}
        }
    }
}
