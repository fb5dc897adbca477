/** Who is at the other end: clients' addresses, also behind proxies, and how much one address may ask. */
@NullMarked
package org.confero.server.address;

import org.jspecify.annotations.NullMarked;
