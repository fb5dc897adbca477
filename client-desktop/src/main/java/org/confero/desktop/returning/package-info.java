/** What an app that was killed leaves to the one that is started next, so that it comes back into its place in a call. */
@NullMarked
package org.confero.desktop.returning;

import org.jspecify.annotations.NullMarked;
