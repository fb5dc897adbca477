/** HTTP: making rooms, the pages of the browser client, problem details. */
@NullMarked
package org.confero.server.rest;

import org.jspecify.annotations.NullMarked;
