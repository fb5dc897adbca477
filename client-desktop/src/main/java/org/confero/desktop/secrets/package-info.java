/** What somebody shows at a room's door, read from where nobody else can see it. */
@NullMarked
package org.confero.desktop.secrets;

import org.jspecify.annotations.NullMarked;
