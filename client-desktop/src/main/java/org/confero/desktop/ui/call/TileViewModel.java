package org.confero.desktop.ui.call;

import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.Signs;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.jspecify.annotations.Nullable;

/** One participant as its tile shows it. The video's frames bypass the properties: the tile takes them from the picture. */
public final class TileViewModel {
    private final boolean own;
    private final Picture picture;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyBooleanWrapper audio = new ReadOnlyBooleanWrapper(this, "audio");
    private final ReadOnlyBooleanWrapper video = new ReadOnlyBooleanWrapper(this, "video");
    private final ReadOnlyObjectWrapper<LinkState> link =
            new ReadOnlyObjectWrapper<>(this, "link", LinkState.CONNECTED);
    private final ReadOnlyBooleanWrapper host = new ReadOnlyBooleanWrapper(this, "host");
    private final ReadOnlyBooleanWrapper reconnecting = new ReadOnlyBooleanWrapper(this, "reconnecting");
    private final ReadOnlyBooleanWrapper speaking = new ReadOnlyBooleanWrapper(this, "speaking");
    private final ReadOnlyBooleanWrapper hand = new ReadOnlyBooleanWrapper(this, "hand");
    private final ReadOnlyStringWrapper turn = new ReadOnlyStringWrapper(this, "turn", "");
    private final ReadOnlyStringWrapper reactions = new ReadOnlyStringWrapper(this, "reactions", "");
    private final StringBinding description =
            Bindings.createStringBinding(this::describe, name, audio, video, link, host, reconnecting, hand, turn);
    private @Nullable ParticipantId id;

    private TileViewModel(boolean own, Picture picture) {
        this.own = own;
        this.picture = picture;
    }

    static TileViewModel own(String name, MediaState state, Picture picture) {
        TileViewModel tile = new TileViewModel(true, picture);
        tile.name.set(name);
        tile.show(state);
        return tile;
    }

    static TileViewModel of(Remote remote) {
        TileViewModel tile = new TileViewModel(false, remote.picture());
        tile.update(remote);
        return tile;
    }

    void update(Remote remote) {
        identify(remote.id());
        show(remote.participant().role());
        reconnecting.set(remote.participant().presence() == Presence.RECONNECTING);
        name.set(remote.name().value());
        link.set(remote.link());
        show(remote.state());
        show(remote.signs());
    }

    void show(Signs signs) {
        hand.set(signs.hand());
        turn.set(signs.turn() == 0 ? "" : Integer.toString(signs.turn()));
        reactions.set(String.join(" ", signs.reactions()));
        speaking.set(signs.speaking());
    }

    void show(MediaState state) {
        audio.set(state.audio());
        video.set(state.video());
    }

    void show(Role role) {
        host.set(role == Role.HOST);
    }

    /** As whom the server knows this one from now on: our own id is another after a session was lost. */
    void identify(ParticipantId now) {
        id = now;
    }

    /** Nothing for ourselves while we are not in the room. */
    public Optional<ParticipantId> id() {
        return Optional.ofNullable(id);
    }

    /** Whether it is our own picture, which people expect as in a mirror. */
    public boolean isOwn() {
        return own;
    }

    public Picture picture() {
        return picture;
    }

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty audioProperty() {
        return audio.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty videoProperty() {
        return video.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<LinkState> linkProperty() {
        return link.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty hostProperty() {
        return host.getReadOnlyProperty();
    }

    /** Whether the server waits for this one to come back; its picture may go on all the same. */
    public ReadOnlyBooleanProperty reconnectingProperty() {
        return reconnecting.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty speakingProperty() {
        return speaking.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty handProperty() {
        return hand.getReadOnlyProperty();
    }

    /** The raised hand's place in the row, from 1 on; empty where it has none. */
    public ReadOnlyStringProperty turnProperty() {
        return turn.getReadOnlyProperty();
    }

    /** What is shown for a moment; mostly empty. */
    public ReadOnlyStringProperty reactionsProperty() {
        return reactions.getReadOnlyProperty();
    }

    /** The whole tile in words, for those who do not see it. */
    public StringBinding description() {
        return description;
    }

    /** What stands in the tile when there is no picture: first letters of the first and the last word. */
    public String initials() {
        String[] words = name.get().strip().split("\\s+", -1);
        String last = words.length > 1 ? first(words[words.length - 1]) : "";
        return (first(words[0]) + last).toUpperCase(Locale.ROOT);
    }

    private static String first(String word) {
        return word.isEmpty() ? "" : word.substring(0, word.offsetByCodePoints(0, 1));
    }

    private String describe() {
        return name.get() + (own ? " (you)" : "")
                + (host.get() ? ", host" : "")
                + ", microphone " + (audio.get() ? "on" : "off")
                + ", camera " + (video.get() ? "on" : "off")
                + switch (link.get()) {
                    case CONNECTED -> "";
                    case CONNECTING -> ", connecting";
                    case INTERRUPTED -> ", trying again";
                    case FAILED -> ", no connection";
                }
                + (reconnecting.get() ? ", reconnecting to the server" : "")
                + (hand.get() ? ", hand raised " + turn.get() : "").stripTrailing();
    }
}
