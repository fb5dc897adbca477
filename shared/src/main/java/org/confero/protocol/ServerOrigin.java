package org.confero.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a server as browsers write origins: scheme, host in small letters and, unless it is the scheme's own, port.
 * PROTOCOL.md, "Ids and values".
 */
public record ServerOrigin(String value) {
    private static final Pattern FORM =
            Pattern.compile("https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

    private static final int LAST_PORT = 65_535;

    /** @throws InvalidValueException with {@link ErrorCode#BAD_MESSAGE} when it is none */
    public ServerOrigin {
        Matcher matcher = FORM.matcher(value);
        if (value.length() > Limits.SERVER_ORIGIN_CHARS || !matcher.matches() || !isPort(value, matcher.group(1))) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "An address of a server is as https://meet.example.org:8443");
        }
    }

    private static boolean isPort(String value, String port) {
        return port == null
                || (Integer.parseInt(port) <= LAST_PORT && !port.equals(value.startsWith("https:") ? "443" : "80"));
    }

    @Override
    public String toString() {
        return value;
    }
}
