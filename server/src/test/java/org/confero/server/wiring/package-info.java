@NullMarked
package org.confero.server.wiring;

import org.jspecify.annotations.NullMarked;
