@NullMarked
package org.confero.server.socket;

import org.jspecify.annotations.NullMarked;
