package org.confero.desktop.participant;

/** Width and height in pixels, each 1 to 16384. */
record Extent(int width, int height) {}
