/** Inputs that nobody thought of: coverage-guided fuzzing of what strangers send. */
@NullMarked
package org.confero.server.fuzz;

import org.jspecify.annotations.NullMarked;
