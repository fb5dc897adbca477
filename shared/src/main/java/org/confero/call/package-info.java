/** The call as pure decisions: negotiation, candidates, delivery, healing, reunion, chat. No native code, no clock, no I/O. */
@NullMarked
package org.confero.call;

import org.jspecify.annotations.NullMarked;
