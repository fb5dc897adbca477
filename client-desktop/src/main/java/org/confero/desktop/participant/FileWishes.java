package org.confero.desktop.participant;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to do with files.
 *
 * @param send is offered to everybody who is there or comes; null for none
 * @param acceptTo where everything that is offered is written to; null for taking none
 */
record FileWishes(@Nullable Path send, @Nullable Path acceptTo) {}
