/** Faults of many nodes, with real processes: what becomes of people's calls when something dies, stands still or forgets. */
@NullMarked
package org.confero.server.drills;

import org.jspecify.annotations.NullMarked;
