@NullMarked
package org.confero.call;

import org.jspecify.annotations.NullMarked;
