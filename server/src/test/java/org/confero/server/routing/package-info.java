@NullMarked
package org.confero.server.routing;

import org.jspecify.annotations.NullMarked;
