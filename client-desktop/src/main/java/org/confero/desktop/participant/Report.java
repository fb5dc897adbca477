package org.confero.desktop.participant;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.ParticipantStats;
import org.confero.desktop.rtc.Gap;
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
 * @param chat all that has been said in the room and is known here, in the order that is everybody's
 */
record Report(
        String room,
        @Nullable Long joinMs,
        String server,
        @Nullable String role,
        boolean waiting,
        List<Entry> participants,
        List<ChatEntry> chat) {
    /**
     * One other participant; what it does not say itself is as in {@link ParticipantStats} and {@link LinkStats}.
     *
     * @param connected whether the link is up: false for those who have left
     * @param link how it is shown to people, a {@link ConferenceListener.LinkState} in small letters; null for those who have left
     * @param audio whether it says that it can be heard; null for those who have left
     * @param video the same of its picture
     * @param files that are offered to it or by it, the oldest first
     */
    record Entry(
            String name,
            boolean connected,
            @Nullable String link,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Long firstFrameMs,
            long framesDecoded,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double framesPerSecond,
            long longestVideoGapMs,
            long longestAudioGapMs,
            List<GapEntry> videoGaps,
            List<GapEntry> audioGaps,
            @Nullable Double audioLevel,
            long audioPackets,
            @Nullable String codec,
            @Nullable String localCandidateType,
            @Nullable String remoteCandidateType,
            @Nullable Double roundTripMs,
            long bytesReceived,
            long bytesSent,
            List<FileEntry> files) {
        /**
         * @param remote null for those who have left
         * @param epoch when {@link System#nanoTime} was 0, in milliseconds of Unix time
         */
        static Entry of(ParticipantStats stats, @Nullable Remote remote, List<FileLine> files, long epoch) {
            LinkStats link = stats.link();
            return new Entry(
                    stats.name().value(),
                    remote != null && stats.connected(),
                    remote == null ? null : remote.link().name().toLowerCase(Locale.ROOT),
                    remote == null ? null : Boolean.valueOf(remote.state().audio()),
                    remote == null ? null : Boolean.valueOf(remote.state().video()),
                    stats.firstFrameMs(),
                    link.framesDecoded(),
                    link.width(),
                    link.height(),
                    link.framesPerSecond(),
                    link.longestVideoGapMs(),
                    link.longestAudioGapMs(),
                    link.videoGaps().stream()
                            .map(gap -> GapEntry.of(gap, epoch))
                            .toList(),
                    link.audioGaps().stream()
                            .map(gap -> GapEntry.of(gap, epoch))
                            .toList(),
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
     * A time without a new frame or without new sound.
     *
     * @param at its beginning, in milliseconds of Unix time
     * @param ms how long it was, or has been so far
     */
    record GapEntry(long at, long ms, boolean over) {
        static GapEntry of(Gap gap, long epoch) {
            long from = TimeUnit.NANOSECONDS.toMillis(gap.from());
            return new GapEntry(epoch + from, TimeUnit.NANOSECONDS.toMillis(gap.to()) - from, gap.over());
        }
    }

    /**
     * What somebody has said.
     *
     * @param text null when it was taken back
     * @param arrival a {@link ChatLine.Arrival} in small letters
     */
    record ChatEntry(String name, @Nullable String text, boolean own, String arrival) {
        static ChatEntry of(ChatLine line) {
            return new ChatEntry(
                    line.name().value(),
                    line.text(),
                    line.own(),
                    line.arrival().name().toLowerCase(Locale.ROOT));
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
