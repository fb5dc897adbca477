package org.confero.desktop.rtc;

import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsReport;
import dev.onvoid.webrtc.RTCStatsType;
import java.util.Map;
import java.util.Optional;
import org.confero.call.Pace;
import org.confero.call.Tally;
import org.jspecify.annotations.Nullable;

/** Finds in one statistics report (W3C webrtc-stats) what we tell. */
final class StatsReader {
    private final Map<String, RTCStats> all;

    StatsReader(RTCStatsReport report) {
        all = report.getStats();
    }

    LinkStats read(Reception reception, long now) {
        Optional<RTCStats> picture = inbound("video");
        Optional<RTCStats> sound = inbound("audio");
        Optional<RTCStats> transport = first(RTCStatsType.TRANSPORT);
        Optional<RTCStats> pair = transport.flatMap(stats -> referred(stats, "selectedCandidatePairId"));
        return new LinkStats(
                reception.firstFrameNanos() == 0 ? null : reception.firstFrameNanos(),
                count(picture, "framesDecoded"),
                integer(picture, "frameWidth"),
                integer(picture, "frameHeight"),
                real(picture, "framesPerSecond"),
                frames(picture),
                reception.video().longestMillis(now),
                reception.audio().longestMillis(now),
                reception.video().gaps(now),
                reception.audio().gaps(now),
                count(sound, "totalSamplesReceived") == 0 ? null : real(sound, "audioLevel"),
                audioPackets(),
                picture.flatMap(stats -> referred(stats, "codecId"))
                        .map(codec -> codecName(text(codec, "mimeType")))
                        .orElse(null),
                pair.flatMap(stats -> referred(stats, "localCandidateId"))
                        .map(candidate -> text(candidate, "candidateType"))
                        .orElse(null),
                pair.flatMap(stats -> referred(stats, "remoteCandidateId"))
                        .map(candidate -> text(candidate, "candidateType"))
                        .orElse(null),
                milliseconds(real(pair, "currentRoundTripTime")),
                packets(picture, sound),
                count(transport, "bytesReceived"),
                count(transport, "bytesSent"));
    }

    long audioPackets() {
        return count(inbound("audio"), "packetsReceived");
    }

    private Optional<RTCStats> inbound(String kind) {
        return all.values().stream()
                .filter(stats -> stats.getType() == RTCStatsType.INBOUND_RTP)
                .filter(stats -> kind.equals(stats.getAttributes().get("kind")))
                .findFirst();
    }

    private Optional<RTCStats> first(RTCStatsType type) {
        return all.values().stream().filter(stats -> stats.getType() == type).findFirst();
    }

    private Optional<RTCStats> referred(RTCStats from, String attribute) {
        return Optional.ofNullable(from.getAttributes().get(attribute)).map(id -> all.get(String.valueOf(id)));
    }

    private static String text(RTCStats stats, String attribute) {
        return String.valueOf(stats.getAttributes().get(attribute));
    }

    /** The part after "video/" or "audio/". */
    private static String codecName(String mimeType) {
        return mimeType.substring(mimeType.indexOf('/') + 1);
    }

    private static @Nullable Number number(Optional<RTCStats> stats, String attribute) {
        return stats.map(found -> found.getAttributes().get(attribute))
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .orElse(null);
    }

    private static long count(Optional<RTCStats> stats, String attribute) {
        Number value = number(stats, attribute);
        return value == null ? 0 : value.longValue();
    }

    private static @Nullable Integer integer(Optional<RTCStats> stats, String attribute) {
        Number value = number(stats, attribute);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    private static @Nullable Double real(Optional<RTCStats> stats, String attribute) {
        Number value = number(stats, attribute);
        return value == null ? null : Double.valueOf(value.doubleValue());
    }

    private static Tally.Counts packets(Optional<RTCStats> picture, Optional<RTCStats> sound) {
        Double frozen = milliseconds(real(picture, "totalFreezesDuration"));
        return new Tally.Counts(
                count(picture, "packetsReceived") + count(sound, "packetsReceived"),
                count(picture, "packetsLost") + count(sound, "packetsLost"),
                frozen == null ? 0 : Math.round(frozen));
    }

    private static Pace.Counts frames(Optional<RTCStats> picture) {
        Double delay = milliseconds(real(picture, "jitterBufferDelay"));
        return new Pace.Counts(
                count(picture, "framesReceived"),
                count(picture, "jitterBufferEmittedCount"),
                delay == null ? 0 : Math.round(delay));
    }

    private static @Nullable Double milliseconds(@Nullable Double seconds) {
        return seconds == null ? null : Double.valueOf(seconds * 1000);
    }
}
