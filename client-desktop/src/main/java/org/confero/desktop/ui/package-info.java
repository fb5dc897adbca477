/** The window: which screen it shows, and what outlives a screen. */
@NullMarked
package org.confero.desktop.ui;

import org.jspecify.annotations.NullMarked;
