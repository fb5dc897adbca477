/** JSON in and out: the only place that knows Jackson. */
@NullMarked
package org.confero.codec;

import org.jspecify.annotations.NullMarked;
