@NullMarked
package org.confero.server.room;

import org.jspecify.annotations.NullMarked;
