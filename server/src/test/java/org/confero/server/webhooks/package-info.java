@NullMarked
package org.confero.server.webhooks;

import org.jspecify.annotations.NullMarked;
