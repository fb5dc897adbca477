@NullMarked
package org.confero.server.address;

import org.jspecify.annotations.NullMarked;
