/** A participant without a window: joins, measures, reports and leaves. For probes, tests and whoever looks for a fault. */
@NullMarked
package org.confero.desktop.participant;

import org.jspecify.annotations.NullMarked;
