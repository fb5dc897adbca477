@NullMarked
package org.confero.codec;

import org.jspecify.annotations.NullMarked;
