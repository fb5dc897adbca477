package org.confero.server.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server found out, before the room is asked, about somebody who wants in. Hashing and the checking of tokens are
 * slow and done elsewhere; the room compares results only.
 *
 * @param passcodeHash the room's stored hash that the shown passcode fits; null when it fits none or none was shown
 * @param isHost whether a host key or a token makes a host
 * @param marks by which a room knows this person again after a removal: its session, its address, its token's subject
 */
public record Proof(@Nullable String passcodeHash, boolean isHost, List<String> marks) {
    public static final Proof NONE = new Proof(null, false, List.of());

    public Proof {
        marks = List.copyOf(marks);
    }
}
