/** What clients and server say to each other, as types: messages, ids, error codes and limits. Knows the JDK only. */
@NullMarked
package org.confero.protocol;

import org.jspecify.annotations.NullMarked;
