/** To whom a message goes. One mailbox a room, so that rooms need no locks. */
@NullMarked
package org.confero.server.routing;

import org.jspecify.annotations.NullMarked;
