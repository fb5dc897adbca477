package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * What program a client is, for logs and for people who look for a fault; printable ASCII, so that it can break no log.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} unless both have 1 to
 *     {@link Limits#CLIENT_INFO_CHARS} printable ASCII characters
 */
public record ClientInfo(String name, String version) {
    private static final Pattern FORM = Pattern.compile("[ -~]{1," + Limits.CLIENT_INFO_CHARS + "}");

    public ClientInfo {
        if (!FORM.matcher(name).matches() || !FORM.matcher(version).matches()) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "A client's name and version have 1 to " + Limits.CLIENT_INFO_CHARS + " ASCII characters each");
        }
    }
}
