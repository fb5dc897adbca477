/** Rooms by the server's HTTP interface. */
@NullMarked
package org.confero.desktop.rooms;

import org.jspecify.annotations.NullMarked;
