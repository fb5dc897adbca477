/** The screen of a call: tiles, the bar below them, and what is amiss. */
@NullMarked
package org.confero.desktop.ui.call;

import org.jspecify.annotations.NullMarked;
