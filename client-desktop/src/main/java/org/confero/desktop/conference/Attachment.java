package org.confero.desktop.conference;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.signaling.Signaling;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.desktop.signaling.Standing;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Limits;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * Our session with the server over all its sockets and addresses: connects, and after a loss again and again for as long as it is
 * wanted. What the losses mean is the stay's affair. All methods on the conference's thread.
 */
final class Attachment implements Signaling.Listener {
    interface Listener {
        void welcomed(Resumed resumed);

        /** Everything but that the server goes away. */
        void received(ServerMessage message);

        /** There is no socket, or none any more. */
        void failed(SignalingFailure failure);

        /** Whether it is tried again. */
        boolean wantsServer();

        /** Whether the session has a place from before, to which every join comes back. */
        boolean returns();

        /** No signal goes by the server for now; whether that is news. */
        void serverAway(boolean news, String why);
    }

    /** What a server says beyond it is not believed. */
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    private final Loop loop;
    private final Listener listener;
    private final Standing standing = new Standing();
    private final Rejoining rejoining;
    private final Asking asking;
    private @Nullable Signaling signaling;

    /** Done, or the pause before the next try. */
    private Future<?> connecting = CompletableFuture.completedFuture(null);

    private Duration grace = Limits.GRACE;

    /** Starts to connect. */
    Attachment(JoinRequest request, Loop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.asking = new Asking(loop, this::joinTimedOut);
        rejoining = new Rejoining(request.servers(), ThreadLocalRandom.current(), System.nanoTime());
        KeptStay back = request.comesBackTo();
        if (back != null) {
            standing.take(back.resume());
            rejoining.beginAt(back.address());
        }
        connect();
    }

    private void connect() {
        signaling = Signaling.connect(rejoining.server(), loop, standing, this);
    }

    private void connectIfWanted() {
        if (listener.wantsServer()) {
            connect();
        }
    }

    void send(ClientMessage message) {
        if (signaling != null) {
            signaling.send(message);
        }
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        grace = Duration.ofMillis(Math.min(welcome.grace(), LONGEST_GRACE.toMillis()));
        rejoining.told(welcome.server().addresses());
        listener.welcomed(welcome.resumed());
    }

    @Override
    public void received(ServerMessage message) {
        if (message instanceof ServerMessage.Closing closing) {
            askedAway(Duration.ofMillis(closing.reconnectAfter()));
        } else {
            listener.received(message);
        }
    }

    @Override
    public void failed(SignalingFailure failure) {
        listener.failed(failure);
    }

    /** The id of what is asked for next. */
    RequestId nextRequest() {
        return asking.next();
    }

    /** Asks into the room; it fails when there is no answer in time. */
    void join(Function<RequestId, ClientMessage.Join> join) {
        send(join.apply(asking.join()));
    }

    /** Whether this answers our join. */
    boolean isJoin(@Nullable RequestId ref) {
        return asking.isJoin(ref);
    }

    /** The join is not waited for any more. */
    void answered() {
        asking.answered();
    }

    private void joinTimedOut() {
        if (listener.returns()) {
            dropSocket();
        } else {
            hangUp();
        }
        failed(new SignalingFailure(
                SignalingFailure.Kind.TIMEOUT, rejoining.server().getAuthority() + " does not answer in time"));
    }

    boolean isLost() {
        return rejoining.isLost();
    }

    /** It is there. Whether that is news. */
    boolean back() {
        return rejoining.back();
    }

    /** The server goes away, and tells each of us a time of its own to come again, there or where another stands in. */
    private void askedAway(Duration after) {
        rejoining.notFor(after, System.nanoTime());
        Signaling leaving = signaling;
        var _ = loop.schedule(
                () -> {
                    if (leaving != null && listener.wantsServer() && !rejoining.isLost() && leaving.equals(signaling)) {
                        leaving.drop();
                        gone("The server goes away");
                        connectIfWanted();
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** After a try to join that failed: joins by the next address that the person has given. False when all have had their turn. */
    boolean triesNext() {
        if (!rejoining.tryNext()) {
            return false;
        }
        beginAnew();
        return true;
    }

    /** After a loss. */
    void comeBack(String why, @Nullable Duration retryAfter) {
        gone(why);
        long pause = rejoining.pause(retryAfter, System.nanoTime());
        connecting = loop.schedule(this::connectIfWanted, pause, TimeUnit.NANOSECONDS);
    }

    /** For the place that the session has, on another socket. */
    void askAgain(String why, @Nullable Duration retryAfter) {
        dropSocket();
        comeBack(why, retryAfter);
    }

    /** The server may be out of reach. */
    void doubt() {
        if (signaling != null) {
            signaling.doubt();
        }
    }

    /**
     * Does not wait for the rest of a pause, nor for a try that may be under way over an address that is gone. A socket that is up
     * may be over another one, so it is asked.
     */
    void networkChanged(Network.Change change) {
        if (!listener.wantsServer()) {
            return;
        }
        boolean pausing = connecting.cancel(false);
        boolean less = change == Network.Change.LESS;
        if (pausing || (less && rejoining.isLost())) {
            dropSocket();
            gone("The network is another one");
            connect();
        } else if (less) {
            doubt();
        }
    }

    private void gone(String why) {
        if (asking.isJoining() && !listener.returns()) {
            // Whether we are in is not known, so that session is of no use.
            standing.forget();
        }
        asking.answered();
        listener.serverAway(rejoining.lose(), why);
    }

    /** Ends the session and begins another one. */
    void beginAnew() {
        forget();
        connect();
    }

    /** Ends the session; the next connection begins another one. */
    void forget() {
        close();
        standing.forget();
    }

    /** Ends the session. Idempotent. */
    void close() {
        asking.answered();
        hangUp();
    }

    private void dropSocket() {
        if (signaling != null) {
            signaling.drop();
        }
    }

    private void hangUp() {
        if (signaling != null) {
            signaling.close();
        }
    }

    /** For whoever comes back here after us; null where there is no session. */
    @Nullable
    KeptStay kept(JoinRequest request, Ourselves ourselves) {
        var resume = standing.resume();
        return resume == null
                ? null
                : new KeptStay(
                        request.server(),
                        rejoining.server(),
                        request.room(),
                        request.name(),
                        ourselves.state().audio(),
                        ourselves.state().video(),
                        resume,
                        grace);
    }
}
