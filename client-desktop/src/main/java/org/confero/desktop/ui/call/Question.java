package org.confero.desktop.ui.call;

/**
 * Something that cannot be taken back, and so is asked before it is done.
 *
 * @param advice what it does
 * @param yes what the button that does it says
 * @param action does it
 */
public record Question(String title, String advice, String yes, Runnable action) {}
