/** What a room decides, as pure functions of small values. No Spring, no I/O, no clock. */
@NullMarked
package org.confero.server.room;

import org.jspecify.annotations.NullMarked;
