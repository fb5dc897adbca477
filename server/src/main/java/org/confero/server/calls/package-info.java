/** The history of calls, made of events: who was there, from when until when, and how well it went. */
@NullMarked
package org.confero.server.calls;

import org.jspecify.annotations.NullMarked;
