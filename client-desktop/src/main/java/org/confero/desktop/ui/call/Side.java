package org.confero.desktop.ui.call;

/** What can stand beside the pictures, one at a time. */
public enum Side {
    PEOPLE,
    CHAT
}
