@NullMarked
package org.confero;

import org.jspecify.annotations.NullMarked;
