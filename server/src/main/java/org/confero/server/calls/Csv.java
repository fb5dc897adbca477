package org.confero.server.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confero.protocol.LinkQuality;
import org.confero.server.room.Departure;
import org.jspecify.annotations.Nullable;

/** Calls as CSV (RFC 4180), a line for each stay, for spreadsheets. */
public final class Csv {
    private static final String HEAD = "call,opened,closed,participant,name,role,joined,left,seconds,reason,"
            + "roundTripMs,lossPermille,frozenMs,relayed\r\n";

    private Csv() {}

    public static String of(List<Call> calls) {
        return calls.stream()
                .flatMap(call -> call.stays().stream().map(stay -> line(call, stay)))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(Call call, Stay stay) {
        Departure reason = stay.reason();
        LinkQuality quality = stay.quality();
        return Stream.of(
                        call.id(),
                        call.opened().toString(),
                        text(call.closed()),
                        stay.participant().value(),
                        stay.name().value(),
                        stay.role().word(),
                        stay.joined().toString(),
                        text(stay.left()),
                        seconds(stay),
                        reason == null ? "" : reason.word(),
                        quality == null ? "" : String.valueOf(quality.roundTripMs()),
                        quality == null ? "" : String.valueOf(quality.lossPermille()),
                        quality == null ? "" : String.valueOf(quality.frozenMs()),
                        quality == null ? "" : String.valueOf(quality.relayed()))
                .map(Csv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    private static String seconds(Stay stay) {
        Instant left = stay.left();
        return left == null
                ? ""
                : String.valueOf(Duration.between(stay.joined(), left).toSeconds());
    }

    // Names are others' to choose, and a spreadsheet takes what begins like this for a formula, also after white space.
    private static String cell(String value) {
        String stripped = value.stripLeading();
        boolean isFormula = !stripped.isEmpty() && "=+-@\t\r＝＋－＠".indexOf(stripped.charAt(0)) >= 0;
        String harmless = isFormula ? "'" + value : value;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') || isFormula
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
