package org.confero.protocol;

/** Everything that this author has changed up to {@code seq} is here. */
public record ChatHeard(ClientKey author, long seq) {
    public ChatHeard {
        Limits.requireCount("seq", seq);
    }
}
