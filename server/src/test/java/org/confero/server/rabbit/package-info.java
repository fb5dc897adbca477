@NullMarked
package org.confero.server.rabbit;

import org.jspecify.annotations.NullMarked;
