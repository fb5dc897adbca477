/** Events over RabbitMQ, in cluster mode: to the broker with confirms, and from its queues to the consumers. */
@NullMarked
package org.confero.server.rabbit;

import org.jspecify.annotations.NullMarked;
