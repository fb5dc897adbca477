/** The only place that knows webrtc-java: links, devices, capture, frames. */
@NullMarked
package org.confero.desktop.rtc;

import org.jspecify.annotations.NullMarked;
