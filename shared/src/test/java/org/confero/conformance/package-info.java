@NullMarked
package org.confero.conformance;

import org.jspecify.annotations.NullMarked;
