package org.confero.desktop.conference;

import java.util.Optional;
import java.util.function.Predicate;
import org.confero.codec.ControlFrames;
import org.confero.codec.Decoded;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ControlMessage.Hello;
import org.jspecify.annotations.Nullable;

/**
 * What is said over the control channel of one link. An older client opens the channel and says nothing, so nothing counts
 * but a signal before the other side's hello. All methods on the conference's thread.
 */
final class Control {
    /** What comes of it. */
    interface Listener {
        /** Our hello has to be said now, before anything else. */
        void opened();

        /** Nothing can be said, and nothing comes, until it opens again. */
        void closed();

        /**
         * The other side says who it is.
         *
         * @param first whether it is the first that it says on this channel; it says it again when something in it is another
         */
        void greeted(Hello hello, boolean first);

        /** Anything else. */
        void heard(ControlMessage message);
    }

    private final Predicate<String> channel;
    private final Listener listener;
    private ControlFrames.Pending pending = ControlFrames.Pending.NONE;
    private boolean open;
    private @Nullable Hello theirs;

    /** @param channel sends one text, and says whether it went out */
    Control(Predicate<String> channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    boolean isOpen() {
        return open;
    }

    /** Who is at the other end, if it has said so since the channel opened. */
    Optional<Hello> theirs() {
        return Optional.ofNullable(theirs);
    }

    /** What cannot be said now is not said later, either. */
    void say(ControlMessage message) {
        if (open) {
            var _ = ControlFrames.write(message).stream().allMatch(channel);
        }
    }

    void channel(boolean isOpen) {
        if (isOpen == open) {
            return;
        }
        open = isOpen;
        pending = ControlFrames.Pending.NONE;
        if (isOpen) {
            listener.opened();
        } else {
            // While it is known who was there.
            listener.closed();
            theirs = null;
        }
    }

    /** What is bad is dropped. */
    void heard(String text) {
        ControlFrames.Read read = ControlFrames.read(pending, text);
        pending = read.next();
        if (read.message().orElse(null) instanceof Decoded.Ok<ControlMessage>(ControlMessage message)) {
            take(message);
        }
    }

    private void take(ControlMessage message) {
        if (message instanceof Hello hello) {
            boolean first = theirs == null;
            theirs = hello;
            listener.greeted(hello, first);
        } else if (theirs != null || message instanceof ControlMessage.Signal) {
            listener.heard(message);
        }
    }
}
