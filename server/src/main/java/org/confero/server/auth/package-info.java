/** What a person shows at a room's door, and what it proves: tokens, passcodes, host keys, and how often one may guess. */
@NullMarked
package org.confero.server.auth;

import org.jspecify.annotations.NullMarked;
