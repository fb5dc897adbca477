package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.signaling.Backoff;
import org.confero.desktop.signaling.Signaling;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.desktop.signaling.Standing;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Credentials;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * From the wish to join to the end: brings signaling, our own media and the call together. A lost server does not end it:
 * the links stay, and as soon as the server is back the session goes on, or, if it
 * knows of none, we join again as a new participant. All methods on the conference's
 * thread.
 */
final class Stay implements Signaling.Listener, Call.Listener {
    private enum Phase {
        JOINING,
        IN_ROOM,
        LEAVING,
        OVER
    }

    private static final Logger LOG = System.getLogger(Stay.class.getName());
    private static final int JOIN_TIMEOUT_SECONDS = 10;

    /** How long a server may take to say that it knows that we leave. */
    private static final int GOODBYE_MILLIS = 1000;

    /** What may come from the server until our media is there. */
    private static final int EARLY_MESSAGES = 1024;

    private final JoinRequest request;
    private final Teller teller;
    private final Loop loop;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<MediaEngine> opening;
    private final CompletableFuture<Void> departed = new CompletableFuture<>();
    private final Standing standing = new Standing();
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private final List<ServerMessage> early = new ArrayList<>();

    private Phase phase = Phase.JOINING;
    private MediaState state;
    private Signaling signaling;
    private @Nullable MediaEngine media;
    private @Nullable Call call;
    private @Nullable RequestId joining;
    private @Nullable ScheduledFuture<?> joinDeadline;
    private int requests;
    private boolean lost;

    /** Starts to join. */
    Stay(JoinRequest request, Picture ownPicture, Teller teller, Loop loop) {
        this.request = request;
        this.teller = teller;
        this.loop = loop;
        this.state = request.state();
        signaling = Signaling.connect(request.server(), loop, standing, this);
        // Beside the connection, not after it: either takes a few tenths of a second.
        opening = CompletableFuture.supplyAsync(
                () -> open(request, ownPicture, loop, lack -> loop.execute(() -> lacking(lack))),
                task -> Thread.ofPlatform().daemon().name("confero-media").start(task));
        var _ = opening.whenCompleteAsync(this::opened, loop);
    }

    CompletableFuture<Void> departed() {
        return departed;
    }

    void setMicrophone(boolean on) {
        state = state.withAudio(on);
        if (media != null) {
            media.setMicrophone(on);
        }
        tellState();
    }

    void setCamera(boolean on) {
        state = state.withVideo(on);
        if (media != null) {
            media.setCamera(on);
        }
        tellState();
    }

    CompletableFuture<List<ParticipantStats>> stats() {
        return call == null ? CompletableFuture.completedFuture(List.of()) : call.stats();
    }

    void restartLinks() {
        if (call != null) {
            call.restart();
        }
    }

    void leave() {
        switch (phase) {
            case JOINING -> end(teller::left);
            case IN_ROOM -> {
                phase = Phase.LEAVING;
                if (lost) {
                    end(teller::left);
                    return;
                }
                signaling.send(new ClientMessage.Leave());
                closeLinks();
                var _ = loop.schedule(() -> end(teller::left), GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            }
            case LEAVING, OVER -> {}
        }
    }

    @Override
    public void welcomed(Resumed resumed) {
        if (resumed == Resumed.NONE) {
            join();
        } else {
            back();
        }
    }

    private void join() {
        RequestId id = new RequestId(Integer.toString(++requests));
        joining = id;
        joinDeadline = loop.schedule(this::joinTimedOut, JOIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        signaling.send(new ClientMessage.Join(id, request.room(), request.name(), state, Credentials.NONE));
    }

    @Override
    public void received(ServerMessage message) {
        if (message instanceof ServerMessage.Failure failure) {
            refused(failure);
        } else if (message instanceof ServerMessage.Left) {
            end(teller::left);
        } else if (message instanceof ServerMessage.Waiting) {
            answered();
            teller.problem(Problem.WAITING, "A host has to let you in");
        } else if (message instanceof ServerMessage.Removed) {
            end(() -> teller.failed(Problem.REMOVED, null, "A host has put you out"));
        } else if (message instanceof ServerMessage.Ended) {
            end(() -> teller.failed(Problem.ENDED, null, "The call has been ended"));
        } else if (call != null) {
            take(message, call);
        } else if (early.size() < EARLY_MESSAGES) {
            early.add(message);
        }
    }

    @Override
    public void failed(SignalingFailure failure) {
        switch (phase) {
            case JOINING -> end(() -> teller.failed(problem(failure.kind()), null, failure.detail()));
            case IN_ROOM -> comeBack(failure.detail());
            case LEAVING -> end(teller::left);
            case OVER -> {}
        }
    }

    @Override
    public void send(ClientMessage message) {
        signaling.send(message);
    }

    @Override
    public void remotes(List<Remote> remotes) {
        teller.remotes(remotes);
    }

    @Override
    public void unreachable(Participant participant) {
        teller.problem(Problem.NO_PATH, participant.name().value());
    }

    private void take(ServerMessage message, Call open) {
        switch (message) {
            case ServerMessage.Joined joined
            when joined.ref() == null || joined.ref().equals(joining) -> joined(joined, open);
            case ServerMessage.ParticipantJoined joined -> open.appeared(joined.participant());
            case ServerMessage.ParticipantUpdated updated -> open.updated(updated.participant());
            case ServerMessage.ParticipantLeft left -> open.gone(left.id());
            case ServerMessage.Signal signal -> open.signal(signal);
            case ServerMessage.Joined ignored -> LOG.log(Level.DEBUG, "An answer to what was not asked");
            case ServerMessage.IceServersChanged changed -> open.useIceServers(changed.iceServers());
            default -> LOG.log(Level.DEBUG, "Heard {0}", message.getClass().getSimpleName());
        }
    }

    private void joined(ServerMessage.Joined joined, Call open) {
        answered();
        backoff.reset();
        if (phase == Phase.JOINING) {
            phase = Phase.IN_ROOM;
            teller.joined(joined.room(), joined.self());
            open.joined(joined, startNanos);
        } else {
            back();
            open.joined(joined, System.nanoTime());
        }
        // It may have changed since we asked.
        tellState();
    }

    private void back() {
        backoff.reset();
        if (lost) {
            lost = false;
            teller.serverBack();
        }
    }

    private void refused(ServerMessage.Failure failure) {
        if (joining == null || !joining.equals(failure.ref())) {
            LOG.log(Level.DEBUG, "The server says {0}", failure.code().word());
            return;
        }
        answered();
        if (phase == Phase.JOINING) {
            end(() -> teller.failed(Problem.REFUSED, failure.code(), failure.detail()));
        } else {
            // Our own ghost may still have our place.
            signaling.close();
            comeBack(failure.detail());
        }
    }

    private void joinTimedOut() {
        signaling.close();
        failed(new SignalingFailure(
                SignalingFailure.Kind.TIMEOUT, request.server().getAuthority() + " does not answer in time"));
    }

    private void answered() {
        joining = null;
        if (joinDeadline != null) {
            joinDeadline.cancel(false);
        }
    }

    private void comeBack(String why) {
        if (joining != null) {
            // Whether we are in is not known, so that session is of no use.
            standing.forget();
        }
        answered();
        if (!lost) {
            lost = true;
            teller.problem(Problem.SERVER_LOST, why);
        }
        var _ = loop.schedule(
                () -> {
                    if (phase == Phase.IN_ROOM) {
                        signaling = Signaling.connect(request.server(), loop, standing, this);
                    }
                },
                backoff.next().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void opened(@Nullable MediaEngine engine, @Nullable Throwable failure) {
        if (phase == Phase.OVER) {
            return;
        }
        if (engine == null) {
            LOG.log(Level.ERROR, "The media library does not load", failure);
            end(() -> teller.failed(Problem.NO_SOUND, null, "The media library of this machine does not load"));
            return;
        }
        media = engine;
        Call open = new Call(engine, loop, this);
        call = open;
        engine.setMicrophone(state.audio());
        if (state.video()) {
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
                state = state.withVideo(false);
                teller.problem(Problem.NO_CAMERA, "No camera can be opened");
            }
            case SOUND -> {
                state = state.withAudio(false);
                teller.problem(Problem.NO_SOUND, "There is no sound on this machine");
            }
        }
        tellState();
    }

    private void tellState() {
        if (phase == Phase.IN_ROOM) {
            signaling.send(new ClientMessage.State(state));
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
        answered();
        signaling.close();
        closeLinks();
        var _ = opening.thenComposeAsync(MediaEngine::close, loop)
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

    private static Problem problem(SignalingFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> Problem.SERVER_UNREACHABLE;
            case NOT_CONFERO -> Problem.NOT_CONFERO;
            case UNTRUSTED -> Problem.UNTRUSTED_SERVER;
            case TIMEOUT -> Problem.SERVER_TIMEOUT;
            case LOST -> Problem.SERVER_LOST;
        };
    }
}
