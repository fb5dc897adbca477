package org.confero.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The data of a signal with its stamp.
 *
 * @param stamp null from a client that does not stamp its signals
 * @param data null when it only acknowledges
 */
public record LinkSignal(
        @Nullable LinkStamp stamp, @Nullable SignalData data) {
    public LinkSignal {
        if (data == null && (stamp == null || stamp.seq() != 0)) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "Signal data has a 'description', a 'candidate', or an acknowledgement");
        }
        if (data != null && stamp != null && stamp.seq() == 0) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Signal data that says something is counted");
        }
    }
}
