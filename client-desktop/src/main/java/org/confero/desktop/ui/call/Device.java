package org.confero.desktop.ui.call;

/** How our own microphone or camera is doing. */
public enum Device {
    ON,
    OFF,
    /** There is none, or it cannot be opened; to switch it on is to look again. */
    MISSING
}
