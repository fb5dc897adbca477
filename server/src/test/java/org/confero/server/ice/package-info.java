@NullMarked
package org.confero.server.ice;

import org.jspecify.annotations.NullMarked;
