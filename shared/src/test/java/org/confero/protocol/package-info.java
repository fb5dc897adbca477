@NullMarked
package org.confero.protocol;

import org.jspecify.annotations.NullMarked;
