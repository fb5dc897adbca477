/** What people want of the server, over real sockets, and the tools to say it. */
@NullMarked
package org.confero.server;

import org.jspecify.annotations.NullMarked;
