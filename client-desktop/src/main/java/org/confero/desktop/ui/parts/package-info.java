/** Small pieces that more than one screen uses: notices, icons, the look. */
@NullMarked
package org.confero.desktop.ui.parts;

import org.jspecify.annotations.NullMarked;
