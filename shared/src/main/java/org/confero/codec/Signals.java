package org.confero.codec;

import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.LinkStamp;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;

/** What is in the {@code data} of a signal message. */
final class Signals {
    private Signals() {}

    static SignalData read(Fields in) {
        if (in.has("description") == in.has("candidate")) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "Signal data has either a 'description' or a 'candidate'");
        }
        if (in.has("description")) {
            return in.object("description", Signals::description);
        }
        // Browsers hand out null after the last candidate.
        return in.isNull("candidate")
                ? new Candidate("", null, null, null)
                : in.object("candidate", Signals::candidate);
    }

    static LinkSignal readStamped(Fields in) {
        LinkStamp stamp = in.optionalObject("link", Signals::stamp);
        boolean acknowledges = stamp != null && !in.has("description") && !in.has("candidate");
        return new LinkSignal(stamp, acknowledges ? null : read(in));
    }

    static void write(LinkSignal signal, Json out) {
        LinkStamp stamp = signal.stamp();
        if (stamp != null) {
            out.putObject(
                    "link",
                    fields -> fields.put("connection", stamp.connection())
                            .put("seq", stamp.seq())
                            .put("ack", stamp.ack()));
        }
        if (signal.data() != null) {
            write(signal.data(), out);
        }
    }

    private static LinkStamp stamp(Fields in) {
        return new LinkStamp(in.whole("connection"), in.whole("seq"), in.whole("ack"));
    }

    static void write(SignalData data, Json out) {
        switch (data) {
            case Description description ->
                out.putObject(
                        "description",
                        fields -> fields.put("type", description.kind().word()).put("sdp", description.sdp()));
            case Candidate candidate when isBareEnd(candidate) -> out.putNull("candidate");
            case Candidate candidate ->
                out.putObject(
                        "candidate",
                        fields -> fields.put("candidate", candidate.candidate())
                                .put("sdpMid", candidate.sdpMid())
                                .put("sdpMLineIndex", candidate.sdpMLineIndex())
                                .put("usernameFragment", candidate.usernameFragment()));
        }
    }

    private static boolean isBareEnd(Candidate candidate) {
        return candidate.equals(new Candidate("", null, null, null));
    }

    private static Description description(Fields in) {
        return new Description(kind(in.text("type")), in.text("sdp"));
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "offer" -> Kind.OFFER;
            case "answer" -> Kind.ANSWER;
            default ->
                throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "A description is an 'offer' or an 'answer'");
        };
    }

    private static Candidate candidate(Fields in) {
        return new Candidate(
                in.text("candidate"),
                in.optionalText("sdpMid"),
                in.optionalSmall("sdpMLineIndex"),
                in.optionalText("usernameFragment"));
    }
}
