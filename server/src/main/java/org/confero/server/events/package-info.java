/** Facts of rooms on their way to programs beside the call: as events, in order, bounded, and never in signaling's way. */
@NullMarked
package org.confero.server.events;

import org.jspecify.annotations.NullMarked;
