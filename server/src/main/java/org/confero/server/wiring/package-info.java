/** Every configuration class and every setting: the only place that puts the parts together. */
@NullMarked
package org.confero.server.wiring;

import org.jspecify.annotations.NullMarked;
