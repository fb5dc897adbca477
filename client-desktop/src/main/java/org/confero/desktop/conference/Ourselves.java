package org.confero.desktop.conference;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.confero.desktop.signaling.Signaling;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/** Who we are to the others for as long as our stay lasts, whatever servers do. All methods on the conference's thread. */
final class Ourselves {
    private static final int KEY_BITS = 128;

    private final ClientKey key =
            new ClientKey(new BigInteger(KEY_BITS, new SecureRandom()).toString(Character.MAX_RADIX));
    private final DisplayName name;
    private long entered = System.nanoTime();
    private final Gestures gestures = new Gestures(key);
    private MediaState state;
    private @Nullable ParticipantId id;

    Ourselves(DisplayName name, MediaState state) {
        this.name = name;
        this.state = state;
    }

    ClientKey key() {
        return key;
    }

    DisplayName name() {
        return name;
    }

    MediaState state() {
        return state;
    }

    void become(MediaState now) {
        state = now;
    }

    /** As whom the server knows us; null before it does. */
    @Nullable
    ParticipantId id() {
        return id;
    }

    /** Whether that is news. */
    boolean identify(ParticipantId now) {
        boolean news = !now.equals(id);
        id = now;
        return news;
    }

    /** We are in the call from now on; who waited at the door was not. */
    void enter() {
        entered = System.nanoTime();
    }

    /** There are links only where there is an id. */
    ControlMessage.Hello hello() {
        ParticipantId now = id;
        if (now == null) {
            throw new IllegalStateException("Nobody has let us in");
        }
        long present = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - entered);
        return new ControlMessage.Hello(Signaling.CLIENT, key, now, name, present, List.of(FileExchange.ABILITY));
    }

    ControlMessage.State told() {
        OptionalLong raised = gestures.own();
        return new ControlMessage.State(state, raised.isPresent() ? raised.getAsLong() : null);
    }

    /** Ours and everybody's. */
    Gestures gestures() {
        return gestures;
    }

    void raiseHand(boolean up) {
        gestures.raise(up);
        state = new MediaState(state.audio(), state.video(), state.screen(), up);
    }
}
