@NullMarked
package org.confero.server.auth;

import org.jspecify.annotations.NullMarked;
