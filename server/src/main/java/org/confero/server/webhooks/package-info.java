/** Events over HTTP to addresses that the operator names: signed, tried again, and never to where they should not go. */
@NullMarked
package org.confero.server.webhooks;

import org.jspecify.annotations.NullMarked;
