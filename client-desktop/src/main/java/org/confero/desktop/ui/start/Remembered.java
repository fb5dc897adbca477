package org.confero.desktop.ui.start;

/** What the start screen shows again the next time. Nothing of it is secret. */
public record Remembered(String server, String room, String name, boolean microphone, boolean camera) {
    /** Before anything was remembered: the server of `./confero run` on this machine. */
    public static final Remembered NOTHING = new Remembered("http://localhost:8080", "", "", true, true);
}
