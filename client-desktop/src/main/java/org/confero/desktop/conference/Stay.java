package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.call.Asker;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * From the wish to join to the end: brings our attachment to the server, our own media and the call together. A lost server does not end it:
 * the links stay, and as soon as the server is back the session goes on, or, if it knows of none, we join again with the links
 * that we have, as a new participant to the server and the same one to the others. A server that does not let us in again is not asked any more, and
 * what is left ends with the last link. All methods on the conference's thread.
 */
final class Stay implements Attachment.Listener, OwnMedia.Listener, Call.Listener {
    private enum Phase {
        JOINING,
        /** A host has to let us in. */
        AT_DOOR,
        IN_ROOM,
        /** The server does not let us in again; links that are up stay. */
        SHUT_OUT,
        LEAVING,
        OVER
    }

    private static final Logger LOG = System.getLogger(Stay.class.getName());

    /** How long a server may take to say that it knows that we leave. */
    private static final int GOODBYE_MILLIS = 1000;

    /** What may come from the server until our media is there. */
    private static final int EARLY_MESSAGES = 1024;

    private final JoinRequest request;
    private final Teller teller;
    private final Loop loop;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Void> departed = new CompletableFuture<>();
    private final List<ServerMessage> early = new ArrayList<>();
    private final Hosting hosting;
    private final Ourselves ourselves;
    private final Conversation conversation;
    private final FileExchange files;
    private final RoomNews news;
    private final Attachment server;
    private final Entry entry;
    private final OwnMedia media;
    private final Keeping keeping;

    private Phase phase = Phase.JOINING;
    private @Nullable Call call;

    /** Why, when we are shut out. */
    private @Nullable Failure shutOut;

    /** Starts to join. */
    Stay(JoinRequest request, Picture ownPicture, @Nullable StayFile file, Teller teller, Loop loop) {
        this.request = request;
        this.teller = teller;
        this.loop = loop;
        this.ourselves = new Ourselves(request.name(), request.state());
        this.conversation = new Conversation(ourselves, this::say, teller::chat);
        this.files = new FileExchange(
                ourselves, this::say, loop, teller::files, why -> teller.problem(Problem.FILE_UNFIT, why));
        this.hosting = new Hosting(teller);
        this.news = new RoomNews(ourselves, hosting, teller);
        this.server = new Attachment(request, loop, this);
        this.entry = new Entry(request, ourselves, server);
        // Beside the connection, not after it: either takes a few tenths of a second.
        this.media = new OwnMedia(request, ownPicture, ourselves, loop, this);
        this.keeping = new Keeping(file, loop, () -> !server.isLost());
    }

    CompletableFuture<Void> departed() {
        return departed;
    }

    void setMicrophone(boolean on) {
        if (media.setMicrophone(on)) {
            tellState();
        }
    }

    /** A connection cannot change what it takes its sound from: where there is some now, we join anew with it. */
    @Override
    public void soundFound() {
        if (phase == Phase.SHUT_OUT) {
            media.lacking(MediaEngine.Lack.SOUND);
            return;
        }
        inCall(Call::leave);
        call = null;
        media.openAnew();
        server.beginAnew();
    }

    void moderate(Moderation action, @Nullable ParticipantId target) {
        if (phase == Phase.IN_ROOM) {
            RequestId id = server.nextRequest();
            hosting.ask(id, action);
            server.send(new ClientMessage.Moderate(id, action, target));
        } else if (phase == Phase.SHUT_OUT) {
            teller.refused(new Refusal(action, ErrorCode.NOT_JOINED, "The server is not asked any more"));
        }
    }

    void setCamera(boolean on) {
        media.setCamera(on);
        tellState();
    }

    void raiseHand(boolean up) {
        ourselves.raiseHand(up);
        tellState();
    }

    /** Nothing before there are links. */
    void inCall(Consumer<Call> action) {
        if (call != null) {
            action.accept(call);
        }
    }

    /** What is said in the room, over links alone. */
    Conversation conversation() {
        return conversation;
    }

    /** What is offered in the room, over links alone. */
    FileExchange files() {
        return files;
    }

    private void say(ClientKey client, ControlMessage message) {
        inCall(open -> open.say(client, message));
    }

    CompletableFuture<List<ParticipantStats>> stats() {
        return call == null ? CompletableFuture.completedFuture(List.of()) : call.stats();
    }

    void leave() {
        switch (phase) {
            case JOINING, AT_DOOR, SHUT_OUT -> end(teller::left);
            case IN_ROOM -> {
                phase = Phase.LEAVING;
                keeping.keep(null);
                if (server.isLost()) {
                    end(teller::left);
                    return;
                }
                // Before the links are closed, which takes its time.
                inCall(Call::sayGoodbye);
                server.send(new ClientMessage.Leave());
                inCall(Call::leave);
                var _ = loop.schedule(() -> end(teller::left), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            }
            case LEAVING, OVER -> {}
        }
    }

    @Override
    public void welcomed(Resumed resumed) {
        if (resumed == Resumed.NONE) {
            entry.placeIsGone();
            hosting.giveUp();
            entry.ask();
        } else if (entry.returns()) {
            entry.ask();
        } else {
            back();
            served(phase == Phase.IN_ROOM);
        }
    }

    @Override
    public void received(ServerMessage message) {
        if (message instanceof ServerMessage.Failure failure) {
            refused(failure);
            return;
        }
        if (!entry.isForUs(message)) {
            LOG.log(Level.DEBUG, "About the place from before: {0}", message.getClass());
        } else if (message instanceof ServerMessage.Left) {
            end(teller::left);
        } else if (message instanceof ServerMessage.Waiting) {
            waiting();
        } else if (message instanceof ServerMessage.Removed) {
            removed();
        } else if (message instanceof ServerMessage.Ended ended) {
            end(() -> teller.failed(Failure.of(ended.reason())));
        } else if (call != null) {
            take(message, call);
        } else if (early.size() < EARLY_MESSAGES) {
            early.add(message);
        }
    }

    private void waiting() {
        server.answered();
        back();
        if (phase == Phase.IN_ROOM) {
            // Our session was lost, and the room lets nobody in by itself. Links that are up stay.
            teller.problem(Problem.WAITING, "A host has to let you in again");
        } else {
            phase = Phase.AT_DOOR;
            teller.waiting();
        }
        keep();
    }

    private void keep() {
        if (isThere()) {
            keeping.keep(server.kept(request, ourselves));
        }
    }

    private void removed() {
        Failure failure = phase == Phase.AT_DOOR
                ? new Failure(Problem.DENIED, null, "A host has not let you in")
                : new Failure(Problem.REMOVED, null, "A host has put you out");
        end(() -> teller.failed(failure));
    }

    @Override
    public void failed(SignalingFailure failure) {
        switch (phase) {
            case JOINING -> {
                if (!entry.triesOn(failure)) {
                    end(() -> teller.failed(Failure.of(entry.firstFailure(failure))));
                }
            }
            case AT_DOOR, IN_ROOM -> server.comeBack(failure.detail(), failure.retryAfter());
            case LEAVING -> end(teller::left);
            case SHUT_OUT, OVER -> {}
        }
    }

    @Override
    public void send(ClientMessage message) {
        if (phase != Phase.SHUT_OUT) {
            server.send(message);
        }
    }

    @Override
    public void remotes(List<Remote> remotes) {
        teller.remotes(remotes);
        if (phase == Phase.SHUT_OUT) {
            loop.execute(this::endWithTheLastLink);
        }
    }

    @Override
    public void ownSigns(Signs signs) {
        teller.ownSigns(signs);
    }

    @Override
    public void unreachable(Participant participant) {
        if (phase == Phase.SHUT_OUT) {
            loop.execute(this::endWithTheLastLink);
            return;
        }
        teller.problem(Problem.NO_PATH, participant.name().value());
    }

    /** A link that is to be healed needs it. */
    @Override
    public void serverInDoubt() {
        server.doubt();
    }

    @Override
    public void networkChanged(Network.Change change) {
        server.networkChanged(change);
    }

    private void take(ServerMessage message, Call open) {
        if (message instanceof ServerMessage.Joined joined) {
            if (joined.ref() == null || server.isJoin(joined.ref())) {
                joined(joined, open);
            } else {
                LOG.log(Level.DEBUG, "An answer to what was not asked");
            }
        } else {
            news.tell(message, open);
        }
    }

    private void joined(ServerMessage.Joined joined, Call open) {
        server.answered();
        back();
        hosting.reset();
        if (phase == Phase.IN_ROOM) {
            teller.roomChanged(joined.room());
            news.role(joined.self(), joined.room().role());
            open.joined(joined, System.nanoTime());
        } else {
            phase = Phase.IN_ROOM;
            ourselves.enter();
            conversation.enter();
            teller.joined(joined.room(), joined.self());
            open.joined(joined, startNanos);
        }
        keep();
        // It may have changed since we asked.
        tellState();
    }

    private void back() {
        if (server.back()) {
            teller.serverBack();
            keep();
        }
    }

    private void refused(ServerMessage.Failure failure) {
        if (hosting.refused(failure)) {
            return;
        }
        if (!server.isJoin(failure.ref())) {
            LOG.log(Level.DEBUG, "The server says {0}", failure.code().word());
            return;
        }
        server.answered();
        Duration retryAfter = failure.retryAfter() == null ? null : Duration.ofMillis(failure.retryAfter());
        Failure why = new Failure(Problem.REFUSED, failure.code(), failure.detail(), retryAfter);
        switch (asker().refused(failure.code(), failure.retryAfter())) {
            case ASK_AGAIN -> server.askAgain(failure.detail(), retryAfter);
            case BEGIN_ANEW -> {
                server.forget();
                server.comeBack(failure.detail(), retryAfter);
            }
            case BY_THE_DOOR -> entry.askByTheDoor();
            case LEAVE_FIRST -> {
                server.send(new ClientMessage.Leave());
                entry.askByTheDoor();
            }
            case SHUT_OUT -> shutOut(why);
            case GIVE_UP -> end(() -> teller.failed(why));
        }
    }

    private Asker asker() {
        return switch (phase) {
            case JOINING -> entry.asker();
            case AT_DOOR -> Asker.AT_DOOR;
            case IN_ROOM -> Asker.IN_ROOM;
            case SHUT_OUT, LEAVING, OVER -> Asker.NEWCOMER;
        };
    }

    private void shutOut(Failure why) {
        if (call == null || !call.keepWhatIsUp()) {
            end(() -> teller.failed(why));
            return;
        }
        phase = Phase.SHUT_OUT;
        shutOut = why;
        served(false);
        server.forget();
        keeping.keep(null);
        hosting.giveUp();
        hosting.reset();
        teller.problem(Problem.SHUT_OUT, why.detail());
    }

    private void endWithTheLastLink() {
        Failure why = shutOut;
        if (phase == Phase.SHUT_OUT && why != null && (call == null || !call.keepWhatIsUp())) {
            end(() -> teller.failed(why));
        }
    }

    @Override
    public boolean wantsServer() {
        return isThere() || (entry.returns() && phase == Phase.JOINING);
    }

    @Override
    public boolean returns() {
        return entry.returns();
    }

    @Override
    public void serverAway(boolean news, String why) {
        served(false);
        if (news) {
            teller.problem(Problem.SERVER_LOST, why);
        }
    }

    private boolean isThere() {
        return phase == Phase.AT_DOOR || phase == Phase.IN_ROOM;
    }

    private void served(boolean now) {
        inCall(open -> open.served(now));
    }

    @Override
    public void opened(MediaEngine engine) {
        Call open = new Call(engine, ourselves, conversation, files, request.relays(), loop, this);
        call = open;
        media.switchOn();
        early.forEach(message -> take(message, open));
        early.clear();
    }

    @Override
    public void unusable(Failure why) {
        end(() -> teller.failed(why));
    }

    @Override
    public void lacking(Problem problem, String detail) {
        teller.problem(problem, detail);
        tellState();
    }

    private void tellState() {
        if (phase == Phase.IN_ROOM) {
            server.send(new ClientMessage.State(ourselves.state()));
        }
        keep();
        inCall(Call::tellState);
    }

    private void end(Runnable last) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        server.close();
        inCall(Call::leave);
        CompletableFuture<Void> cleared = CompletableFuture.allOf(files.close(), keeping.end());
        var _ = media.close()
                .thenCompose(closed -> cleared)
                .whenCompleteAsync(
                        (done, failure) -> {
                            last.run();
                            departed.complete(null);
                            loop.shutdown();
                        },
                        loop);
    }
}
