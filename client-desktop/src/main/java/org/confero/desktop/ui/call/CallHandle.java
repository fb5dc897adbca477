package org.confero.desktop.ui.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.confero.desktop.conference.Conference;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.files.Downloads;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/** What the screens may do with a conference, as functions: the view models need no engine. */
public record CallHandle(
        Picture ownPicture,
        Consumer<Boolean> microphone,
        Consumer<Boolean> camera,
        Consumer<Boolean> hand,
        Consumer<String> reactions,
        BiConsumer<Moderation, @Nullable ParticipantId> moderation,
        ChatHandle chat,
        FileHandle files,
        Supplier<CompletableFuture<Void>> departure) {

    /** By the real engine; the stay is kept in this file. */
    public static CallHandle join(
            JoinRequest request, StayFile stay, ConferenceListener listener, Executor listenerExecutor) {
        Conference conference = Conference.join(request, stay, listener, listenerExecutor);
        return new CallHandle(
                conference.ownPicture(),
                conference::setMicrophone,
                conference::setCamera,
                conference::raiseHand,
                conference::react,
                conference::moderate,
                new ChatHandle(conference::say, conference::edit, conference::delete),
                FileHandle.of(conference, Downloads.ofUser(System.getenv(), System.getProperty("user.home"))),
                conference::leave);
    }
}
