package org.confero.server.room;

import java.util.random.RandomGenerator;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;

/**
 * New random ids, in an alphabet that can be read aloud: digits and lower-case letters without i, l, o and u (Crockford's
 * base32). Whoever guesses a room's id can come in, so the generator must be a cryptographic one.
 */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS_PER_CHARACTER = 5;

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** 100 random bits in five groups, as in {@code 4f7k-0bcd-9wxz-mm2q-t8rs}. */
    public RoomId room() {
        var text = new StringBuilder();
        for (int group = 0; group < 5; group++) {
            text.append(group == 0 ? "" : "-").append(characters(4));
        }
        return new RoomId(text.toString());
    }

    /** 80 random bits: ids are compared, not kept secret, and must not meet by chance. */
    public ParticipantId participant() {
        return new ParticipantId(characters(16));
    }

    /** 80 random bits, for logs and support. */
    public SessionId session() {
        return new SessionId(characters(16));
    }

    /** 130 random bits: whoever knows it can go on with the session. */
    public SessionSecret secret() {
        return new SessionSecret(characters(26));
    }

    /** 130 random bits: whoever knows it is a host of the room that it was made for. */
    public String hostKey() {
        return characters(26);
    }

    private String characters(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(1 << BITS_PER_CHARACTER)));
        }
        return text.toString();
    }
}
