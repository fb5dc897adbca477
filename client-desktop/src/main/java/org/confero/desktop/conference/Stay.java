package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.signaling.Signaling;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.desktop.signaling.Standing;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * From the wish to join to the end: brings signaling, our own media and the call together. A lost server does not end it:
 * the links stay, and as soon as the server is back the session goes on, or, if it knows of none, we join again with the links
 * that we have, as a new participant to the server and the same one to the others. A server that does not let us in again is not asked any more, and
 * what is left ends with the last link. All methods on the conference's thread.
 */
final class Stay implements Signaling.Listener, Call.Listener {
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
    private final Picture ownPicture;
    private final CompletableFuture<Void> departed = new CompletableFuture<>();
    private final Standing standing = new Standing();
    private final Rejoining rejoining = new Rejoining(ThreadLocalRandom.current(), System.nanoTime());
    private final List<ServerMessage> early = new ArrayList<>();
    private final Hosting hosting;
    private final Asking asking;
    private final Ourselves ourselves;
    private final Conversation conversation;
    private final FileExchange files;

    private Phase phase = Phase.JOINING;
    private Signaling signaling;

    /** Done, or the pause before the next try. */
    private Future<?> connecting = CompletableFuture.completedFuture(null);

    private CompletableFuture<MediaEngine> opening;
    private @Nullable MediaEngine media;
    private @Nullable Call call;

    /** Why, when we are shut out. */
    private @Nullable Failure shutOut;

    /** Starts to join. */
    Stay(JoinRequest request, Picture ownPicture, Teller teller, Loop loop) {
        this.request = request;
        this.teller = teller;
        this.loop = loop;
        this.ownPicture = ownPicture;
        this.ourselves = new Ourselves(request.name(), request.state());
        this.conversation = new Conversation(ourselves, this::say, teller::chat);
        this.files = new FileExchange(
                ourselves, this::say, loop, teller::files, why -> teller.problem(Problem.FILE_UNFIT, why));
        this.hosting = new Hosting(teller);
        this.asking = new Asking(loop, this::joinTimedOut);
        signaling = Signaling.connect(request.server(), loop, standing, this);
        // Beside the connection, not after it: either takes a few tenths of a second.
        opening = open();
        follow(opening);
    }

    private CompletableFuture<MediaEngine> open() {
        return CompletableFuture.supplyAsync(
                () -> open(request, ownPicture, loop, lack -> loop.execute(() -> lacking(lack))),
                task -> Thread.ofPlatform().daemon().name("confero-media").start(task));
    }

    private void follow(CompletableFuture<MediaEngine> media) {
        var _ = media.whenCompleteAsync(this::opened, loop);
    }

    CompletableFuture<Void> departed() {
        return departed;
    }

    void setMicrophone(boolean on) {
        if (on && media != null && !media.hasMicrophone()) {
            tryForSound(media);
            return;
        }
        ourselves.become(ourselves.state().withAudio(on));
        if (media != null) {
            media.setMicrophone(on);
        }
        tellState();
    }

    /** A connection cannot change what it takes its sound from: where there is some now, we join anew with it. */
    private void tryForSound(MediaEngine silent) {
        var _ = MediaEngine.findSound()
                .thenAcceptAsync(
                        found -> {
                            if (silent.equals(media) && phase != Phase.OVER) {
                                if (found && phase != Phase.SHUT_OUT) {
                                    ourselves.become(ourselves.state().withAudio(true));
                                    beginAnew(silent);
                                } else {
                                    lacking(MediaEngine.Lack.SOUND);
                                }
                            }
                        },
                        loop);
    }

    private void beginAnew(MediaEngine silent) {
        closeLinks();
        call = null;
        media = null;
        asking.answered();
        signaling.close();
        standing.forget();
        opening = silent.close().thenCompose(closed -> open());
        follow(opening);
        signaling = Signaling.connect(request.server(), loop, standing, this);
    }

    void moderate(Moderation action, @Nullable ParticipantId target) {
        if (phase == Phase.IN_ROOM) {
            RequestId id = asking.next();
            hosting.ask(id, action);
            signaling.send(new ClientMessage.Moderate(id, action, target));
        } else if (phase == Phase.SHUT_OUT) {
            teller.refused(new Refusal(action, ErrorCode.NOT_JOINED, "The server is not asked any more"));
        }
    }

    void setCamera(boolean on) {
        ourselves.become(ourselves.state().withVideo(on));
        if (media != null) {
            media.setCamera(on);
        }
        tellState();
    }

    void raiseHand(boolean up) {
        ourselves.raiseHand(up);
        tellState();
    }

    void react(ControlMessage.Reaction reaction) {
        if (call != null) {
            call.react(reaction);
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
        if (call != null) {
            call.say(client, message);
        }
    }

    CompletableFuture<List<ParticipantStats>> stats() {
        return call == null ? CompletableFuture.completedFuture(List.of()) : call.stats();
    }

    void restartLinks() {
        if (call != null) {
            call.restart();
        }
    }

    void renewLink(ParticipantId to) {
        if (call != null) {
            call.renew(to);
        }
    }

    void leave() {
        switch (phase) {
            case JOINING, AT_DOOR, SHUT_OUT -> end(teller::left);
            case IN_ROOM -> {
                phase = Phase.LEAVING;
                if (rejoining.isLost()) {
                    end(teller::left);
                    return;
                }
                closeLinks();
                signaling.send(new ClientMessage.Leave());
                var _ = loop.schedule(() -> end(teller::left), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            }
            case LEAVING, OVER -> {}
        }
    }

    @Override
    public void welcomed(Resumed resumed) {
        if (resumed == Resumed.NONE) {
            hosting.giveUp();
            join();
        } else {
            back();
            served(phase == Phase.IN_ROOM);
        }
    }

    private void join() {
        RequestId id = asking.join();
        signaling.send(
                new ClientMessage.Join(id, request.room(), request.name(), ourselves.state(), request.credentials()));
    }

    @Override
    public void received(ServerMessage message) {
        if (message instanceof ServerMessage.Failure failure) {
            refused(failure);
        } else if (message instanceof ServerMessage.Left) {
            end(teller::left);
        } else if (message instanceof ServerMessage.Waiting) {
            waiting();
        } else if (message instanceof ServerMessage.Removed) {
            removed();
        } else if (message instanceof ServerMessage.Closing closing) {
            askedAway(Duration.ofMillis(closing.reconnectAfter()));
        } else if (message instanceof ServerMessage.Ended ended) {
            end(() -> teller.failed(Failure.of(ended.reason())));
        } else if (call != null) {
            take(message, call);
        } else if (early.size() < EARLY_MESSAGES) {
            early.add(message);
        }
    }

    private void waiting() {
        asking.answered();
        back();
        if (phase == Phase.IN_ROOM) {
            // Our session was lost, and the room lets nobody in by itself. Links that are up stay.
            teller.problem(Problem.WAITING, "A host has to let you in again");
        } else {
            phase = Phase.AT_DOOR;
            teller.waiting();
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
            case JOINING -> end(() -> teller.failed(Failure.of(failure)));
            case AT_DOOR, IN_ROOM -> comeBack(failure.detail(), null);
            case LEAVING -> end(teller::left);
            case SHUT_OUT, OVER -> {}
        }
    }

    @Override
    public void send(ClientMessage message) {
        if (phase != Phase.SHUT_OUT) {
            signaling.send(message);
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

    /** What broke it may have broken the socket, too, and the link needs it. */
    @Override
    public void linkBroken() {
        signaling.doubt();
    }

    /** A socket over an address that is gone says so only after a long silence. */
    @Override
    public void networkChanged(Network.Change change) {
        if (isThere() && (connecting.cancel(false) || change == Network.Change.LESS)) {
            signaling.drop();
            gone("The network is another one");
            connect();
        }
    }

    private void take(ServerMessage message, Call open) {
        switch (message) {
            case ServerMessage.Joined joined
            when joined.ref() == null || asking.isJoin(joined.ref()) -> joined(joined, open);
            case ServerMessage.ParticipantJoined joined -> open.appeared(joined.participant());
            case ServerMessage.ParticipantUpdated(long ignored, Participant one)
            when one.id().equals(ourselves.id()) -> role(one.id(), one.role());
            case ServerMessage.ParticipantUpdated updated -> open.updated(updated.participant());
            case ServerMessage.ParticipantLeft left -> open.gone(left.id(), left.reason());
            case ServerMessage.Signal signal -> open.signal(signal.from(), signal.data());
            case ServerMessage.Joined ignored -> LOG.log(Level.DEBUG, "An answer to what was not asked");
            case ServerMessage.Knock knock -> hosting.knocks(knock.visitor());
            case ServerMessage.KnockEnded ended -> hosting.knocksNoMore(ended.id());
            case ServerMessage.Done done -> hosting.done(done.ref());
            case ServerMessage.MuteRequested asked -> teller.muteRequested(asked.from());
            case ServerMessage.RoomUpdated updated -> teller.roomChanged(updated.room());
            case ServerMessage.IceServersChanged changed -> open.useIceServers(changed.iceServers());
            default -> LOG.log(Level.DEBUG, "Heard {0}", message.getClass().getSimpleName());
        }
    }

    private void joined(ServerMessage.Joined joined, Call open) {
        asking.answered();
        back();
        hosting.reset();
        if (phase == Phase.IN_ROOM) {
            teller.roomChanged(joined.room());
            role(
                    joined.self(),
                    joined.room().role() == null
                            ? Role.PARTICIPANT
                            : joined.room().role());
            open.joined(joined, System.nanoTime());
        } else {
            phase = Phase.IN_ROOM;
            ourselves.enter();
            conversation.enter();
            teller.joined(joined.room(), joined.self());
            open.joined(joined, startNanos);
        }
        // It may have changed since we asked.
        tellState();
    }

    private void role(ParticipantId own, Role role) {
        hosting.role(role);
        teller.roleChanged(own, role);
    }

    private void back() {
        if (rejoining.back()) {
            teller.serverBack();
        }
    }

    private void refused(ServerMessage.Failure failure) {
        if (hosting.refused(failure)) {
            return;
        }
        if (!asking.isJoin(failure.ref())) {
            LOG.log(Level.DEBUG, "The server says {0}", failure.code().word());
            return;
        }
        asking.answered();
        Duration retryAfter = failure.retryAfter() == null ? null : Duration.ofMillis(failure.retryAfter());
        if (isThere() && Rejoining.mayPass(failure.code())) {
            // This session has no place, and is of no use.
            standing.forget();
            signaling.close();
            comeBack(failure.detail(), retryAfter);
        } else {
            notLetIn(new Failure(Problem.REFUSED, failure.code(), failure.detail(), retryAfter));
        }
    }

    private void notLetIn(Failure why) {
        if (phase != Phase.IN_ROOM || call == null || !call.keepWhatIsUp()) {
            end(() -> teller.failed(why));
            return;
        }
        phase = Phase.SHUT_OUT;
        shutOut = why;
        served(false);
        signaling.close();
        standing.forget();
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

    private void joinTimedOut() {
        signaling.close();
        failed(new SignalingFailure(
                SignalingFailure.Kind.TIMEOUT, request.server().getAuthority() + " does not answer in time"));
    }

    /** The server goes away, and tells each of us a time of its own to come again, there or where another stands in. */
    private void askedAway(Duration after) {
        rejoining.notFor(after, System.nanoTime());
        Signaling leaving = signaling;
        var _ = loop.schedule(
                () -> {
                    if (isThere() && !rejoining.isLost() && signaling == leaving) {
                        leaving.drop();
                        gone("The server goes away");
                        connect();
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void comeBack(String why, @Nullable Duration retryAfter) {
        gone(why);
        long pause = rejoining.pause(retryAfter, System.nanoTime());
        connecting = loop.schedule(this::connect, pause, TimeUnit.NANOSECONDS);
    }

    private void connect() {
        if (isThere()) {
            signaling = Signaling.connect(request.server(), loop, standing, this);
        }
    }

    private boolean isThere() {
        return phase == Phase.AT_DOOR || phase == Phase.IN_ROOM;
    }

    private void served(boolean now) {
        if (call != null) {
            call.served(now);
        }
    }

    private void gone(String why) {
        served(false);
        if (asking.isJoining()) {
            // Whether we are in is not known, so that session is of no use.
            standing.forget();
        }
        asking.answered();
        if (rejoining.lose()) {
            teller.problem(Problem.SERVER_LOST, why);
        }
    }

    private void opened(@Nullable MediaEngine engine, @Nullable Throwable failure) {
        if (phase == Phase.OVER) {
            return;
        }
        if (engine == null) {
            LOG.log(Level.ERROR, "The media library does not load", failure);
            end(() -> teller.failed(
                    new Failure(Problem.NO_SOUND, null, "The media library of this machine does not load")));
            return;
        }
        media = engine;
        Call open = new Call(engine, ourselves, conversation, files, request.relayOnly(), loop, this);
        call = open;
        engine.setMicrophone(ourselves.state().audio());
        if (ourselves.state().video()) {
            engine.setCamera(true);
        }
        early.forEach(message -> take(message, open));
        early.clear();
    }

    private void lacking(MediaEngine.Lack lack) {
        if (phase == Phase.OVER) {
            return;
        }
        switch (lack) {
            case CAMERA -> {
                ourselves.become(ourselves.state().withVideo(false));
                teller.problem(Problem.NO_CAMERA, "No camera can be opened");
            }
            case SOUND -> {
                ourselves.become(ourselves.state().withAudio(false));
                teller.problem(Problem.NO_SOUND, "There is no sound on this machine");
            }
        }
        tellState();
    }

    private void tellState() {
        if (phase == Phase.IN_ROOM) {
            signaling.send(new ClientMessage.State(ourselves.state()));
        }
        if (call != null) {
            call.tellState();
        }
    }

    private void closeLinks() {
        if (call != null) {
            call.leave();
        }
    }

    private void end(Runnable last) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        asking.answered();
        signaling.close();
        closeLinks();
        CompletableFuture<Void> cleared = files.close();
        var _ = opening.thenComposeAsync(MediaEngine::close, loop)
                .thenCompose(closed -> cleared)
                .whenCompleteAsync(
                        (done, failure) -> {
                            last.run();
                            departed.complete(null);
                            loop.shutdown();
                        },
                        loop);
    }

    private static MediaEngine open(
            JoinRequest request, Picture ownPicture, Loop loop, Consumer<MediaEngine.Lack> lacks) {
        return request.fakeMedia()
                ? MediaEngine.ofFakes(request.name().value(), ownPicture, loop, lacks)
                : MediaEngine.ofDevices(ownPicture, loop, lacks);
    }
}
