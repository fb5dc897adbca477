package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * A client's own name for a request, which comes back as {@code ref} in the answer. Visible ASCII, as it stands in logs too.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to
 *     {@link Limits#REQUEST_ID_CHARS} visible ASCII characters
 */
public record RequestId(String value) {
    private static final Pattern FORM = Pattern.compile("[!-~]{1," + Limits.REQUEST_ID_CHARS + "}");

    public RequestId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "A request id has 1 to " + Limits.REQUEST_ID_CHARS + " visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
