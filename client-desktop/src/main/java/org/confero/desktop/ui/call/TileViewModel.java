package org.confero.desktop.ui.call;

import java.util.Locale;
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
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.MediaState;

/** One participant as its tile shows it. The video's frames bypass the properties: the tile takes them from the picture. */
public final class TileViewModel {
    private final boolean own;
    private final Picture picture;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyBooleanWrapper audio = new ReadOnlyBooleanWrapper(this, "audio");
    private final ReadOnlyBooleanWrapper video = new ReadOnlyBooleanWrapper(this, "video");
    private final ReadOnlyObjectWrapper<LinkState> link =
            new ReadOnlyObjectWrapper<>(this, "link", LinkState.CONNECTED);
    private final StringBinding description = Bindings.createStringBinding(this::describe, name, audio, video, link);

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
        name.set(remote.name().value());
        link.set(remote.link());
        show(remote.state());
    }

    void show(MediaState state) {
        audio.set(state.audio());
        video.set(state.video());
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
                + ", microphone " + (audio.get() ? "on" : "off")
                + ", camera " + (video.get() ? "on" : "off")
                + switch (link.get()) {
                    case CONNECTED -> "";
                    case CONNECTING -> ", connecting";
                    case INTERRUPTED -> ", trying again";
                    case FAILED -> ", no connection";
                };
    }
}
