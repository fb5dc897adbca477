package org.confero.desktop.participant;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a server's address: http or https, a host, and no path. */
final class ServerAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
        try {
            URI address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            boolean bare = address.getPath() == null || address.getPath().isEmpty() || "/".equals(address.getPath());
            if (web && bare && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, as for everything else that is none.
        }
        throw new TypeConversionException("a server's address looks like http://localhost:8080");
    }
}
