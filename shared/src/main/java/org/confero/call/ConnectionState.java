package org.confero.call;

/** RTCPeerConnectionState as far as healing cares (W3C WebRTC, section 4.3.3). */
public enum ConnectionState {
    CONNECTING,
    CONNECTED,
    DISCONNECTED,
    FAILED
}
