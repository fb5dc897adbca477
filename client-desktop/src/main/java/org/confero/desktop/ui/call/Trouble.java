package org.confero.desktop.ui.call;

import org.confero.desktop.conference.Problem;
import org.confero.desktop.ui.parts.Notice;

/** Something amiss in a call that goes on, as a banner shows it. */
public record Trouble(Problem problem, String detail) {
    public Notice notice() {
        return Notice.ofTrouble(problem, detail);
    }
}
