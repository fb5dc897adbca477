/** Where the desktop app begins: the command line and the composition root. */
@NullMarked
package org.confero.desktop;

import org.jspecify.annotations.NullMarked;
