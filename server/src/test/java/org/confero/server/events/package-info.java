@NullMarked
package org.confero.server.events;

import org.jspecify.annotations.NullMarked;
