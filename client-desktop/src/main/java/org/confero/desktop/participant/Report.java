package org.confero.desktop.participant;

import java.util.List;
import java.util.Locale;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.ParticipantStats;
import org.confero.desktop.rtc.LinkStats;
import org.jspecify.annotations.Nullable;

/**
 * What a participant has seen and heard so far; OPERATIONS.md describes it for readers. The names are those in the file.
 *
 * @param joinMs from the start to the server's answer that we are in; null before it
 * @param server {@code connected} or {@code reconnecting}
 * @param role our own, as the protocol writes it; null before we are in
 * @param waiting whether we are at the room's door, until a host lets us in
 * @param participants everybody that there was a link to, in the order of their appearance, also those who have left
 */
record Report(
        String room,
        @Nullable Long joinMs,
        String server,
        @Nullable String role,
        boolean waiting,
        List<Entry> participants) {
    /**
     * One other participant; what it does not say itself is as in {@link ParticipantStats} and {@link LinkStats}.
     *
     * @param connected whether the link is up: false for those who have left
     * @param files that are offered to it or by it, the oldest first
     */
    record Entry(
            String name,
            boolean connected,
            @Nullable Long firstFrameMs,
            long framesDecoded,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double framesPerSecond,
            long longestVideoGapMs,
            long longestAudioGapMs,
            @Nullable Double audioLevel,
            long audioPackets,
            @Nullable String codec,
            @Nullable String localCandidateType,
            @Nullable String remoteCandidateType,
            @Nullable Double roundTripMs,
            long bytesReceived,
            long bytesSent,
            List<FileEntry> files) {
        static Entry of(ParticipantStats stats, boolean present, List<FileLine> files) {
            LinkStats link = stats.link();
            return new Entry(
                    stats.name().value(),
                    present && stats.connected(),
                    stats.firstFrameMs(),
                    link.framesDecoded(),
                    link.width(),
                    link.height(),
                    link.framesPerSecond(),
                    link.longestVideoGapMs(),
                    link.longestAudioGapMs(),
                    link.audioLevel(),
                    link.audioPackets(),
                    link.codec(),
                    link.localCandidateType(),
                    link.remoteCandidateType(),
                    link.roundTripMs(),
                    link.bytesReceived(),
                    link.bytesSent(),
                    files.stream()
                            .flatMap(line -> line.shares().stream()
                                    .filter(share -> share.with().equals(stats.id()))
                                    .map(share -> FileEntry.of(line, share)))
                            .toList());
        }
    }

    /**
     * One file that is offered to this participant or by it.
     *
     * @param sent whether it is offered by us
     * @param bytes what the receiver has of it
     * @param state a {@link FileLine.Stage}, in small letters and with dashes
     * @param sha256 of the whole, once it is known
     */
    record FileEntry(
            String name,
            boolean sent,
            long size,
            long bytes,
            String state,
            @Nullable String sha256) {
        static FileEntry of(FileLine line, FileLine.Share share) {
            String state = share.stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new FileEntry(line.name().value(), line.own(), line.size(), share.bytes(), state, line.sha256());
        }
    }
}
