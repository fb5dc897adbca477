/** The screen where a person says where to go, and as whom. */
@NullMarked
package org.confero.desktop.ui.start;

import org.jspecify.annotations.NullMarked;
