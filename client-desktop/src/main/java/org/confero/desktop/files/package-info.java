/** Files of this machine that are sent or come: read and written piece by piece, under names that are safe here. */
@NullMarked
package org.confero.desktop.files;

import org.jspecify.annotations.NullMarked;
