package org.confero.protocol;

/**
 * The {@code data} of a signal message as the JSON text that it came in. The server relays it as it is and never looks
 * inside; clients read it as {@link SignalData}.
 */
public record Payload(String json) {
    public Payload {
        if (json.length() > Limits.SIGNAL_CHARS) {
            throw new InvalidValueException(
                    ErrorCode.TOO_LARGE, "Signal data has at most " + Limits.SIGNAL_CHARS + " characters");
        }
    }

    /** Ids, never content: descriptions and candidates hold addresses and fingerprints. */
    @Override
    public String toString() {
        return "Payload[" + json.length() + " characters]";
    }
}
