package org.confero.desktop.ui.call;

import org.confero.desktop.conference.Problem;
import org.confero.desktop.ui.parts.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Something amiss in a call that goes on, as a banner shows it.
 *
 * @param problem null for what a host asked for and was not done, and for what is only to be noticed
 */
public record Trouble(@Nullable Problem problem, Notice notice) {
    static Trouble of(Problem problem, String detail) {
        return new Trouble(problem, Notice.ofTrouble(problem, detail));
    }

    static Trouble of(Notice notice) {
        return new Trouble(null, notice);
    }
}
