package org.confero.desktop.conference;

import org.confero.desktop.rtc.LinkStats;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/**
 * How the link to one other participant has done so far.
 *
 * @param connected whether it is up now
 * @param firstFrameMs time to its first video frame: from our own start to join for those whom we found in the room, from
 *     their appearance for those who came after us; null before it
 */
public record ParticipantStats(
        ParticipantId id,
        DisplayName name,
        boolean connected,
        @Nullable Long firstFrameMs,
        LinkStats link) {}
