/** The call as pure decisions: negotiation, candidates, links, mesh. No native code, no clock, no I/O. */
@NullMarked
package org.confero.call;

import org.jspecify.annotations.NullMarked;
