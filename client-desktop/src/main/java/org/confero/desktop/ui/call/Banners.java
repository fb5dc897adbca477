package org.confero.desktop.ui.call;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.confero.desktop.ui.parts.Notice;
import org.confero.desktop.ui.parts.NoticeBar;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** What wants to be noticed above the pictures: what a host asks, who knocks, what is amiss. {@link #attach} and {@link #detach} once each. */
final class Banners extends VBox {
    private final CallViewModel model;
    private final HostViewModel hosting;
    private final ListChangeListener<Object> show = change -> show();
    private Subscription following = Subscription.EMPTY;

    Banners(CallViewModel model) {
        super(8);
        this.model = model;
        this.hosting = model.hosting();
        getStyleClass().add("banners");
        setMaxSize(520, Region.USE_PREF_SIZE);
        setPickOnBounds(false);
    }

    void attach() {
        model.troubles().addListener(show);
        hosting.visitors().addListener(show);
        following = Subscription.combine(
                model.muteRequestProperty().subscribe(by -> show()),
                hosting.newestProperty().subscribe(who -> show()));
    }

    void detach() {
        model.troubles().removeListener(show);
        hosting.visitors().removeListener(show);
        following.unsubscribe();
    }

    private void show() {
        List<Node> shown = new ArrayList<>();
        @Nullable String asking = model.muteRequestProperty().get();
        if (asking != null) {
            shown.add(muteRequest(asking));
        }
        Visitor newest = hosting.newestProperty().get();
        if (newest != null) {
            shown.add(knock(newest, hosting.visitors().size() - 1));
        }
        model.troubles()
                .forEach(trouble ->
                        shown.add(new NoticeBar(trouble.notice()).dismissible(() -> model.dismiss(trouble))));
        getChildren().setAll(shown);
    }

    private Node muteRequest(String by) {
        return new NoticeBar(
                        new Notice(by + " asks you to mute", "Nobody mutes you but yourself."),
                        Material2RoundMZ.MIC_OFF)
                .offering(
                        choice("mute", "Mute", model::mute),
                        choice("keep-talking", "Keep talking", model::keepTalking));
    }

    private Node knock(Visitor visitor, int others) {
        String name = visitor.name().value();
        String who = switch (others) {
            case 0 -> name + " waits to be let in";
            case 1 -> name + " and one other wait to be let in";
            default -> name + " and " + others + " others wait to be let in";
        };
        Button admit = choice("admit-newest", others == 0 ? "Admit" : "Admit all", hosting::admitAll);
        Button look = choice("look-at-door", "Show", () -> model.toggle(Side.PEOPLE));
        return new NoticeBar(new Notice(who, ""), Material2RoundAL.EMOJI_PEOPLE)
                .offering(admit, look)
                .dismissible(hosting::seen);
    }

    private static Button choice(String id, String text, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().add("choice");
        button.setOnAction(pressed -> action.run());
        return button;
    }
}
