package org.confero.desktop.conference;

import java.util.List;

/**
 * What somebody lets the others know without a word.
 *
 * @param hand whether it is raised
 * @param turn whose turn it is, from 1 on, among all raised hands; 0 for one that an older client has raised, which has no place
 * @param reactions to be shown for the moment, the oldest first
 */
public record Signs(boolean hand, int turn, boolean speaking, List<String> reactions) {
    public static final Signs NONE = new Signs(false, 0, false, List.of());

    public Signs {
        reactions = List.copyOf(reactions);
    }
}
