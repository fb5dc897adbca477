/** One stay in one room: signaling, mesh and media of a participant, without a window. */
@NullMarked
package org.confero.desktop.conference;

import org.jspecify.annotations.NullMarked;
