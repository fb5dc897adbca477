package org.confero.server.socket;

/** Why a handshake is refused. Said in a sentence, as browsers' scripts never see it, but people do. */
enum Refusal {
    NO_WEBSOCKET(426, "This address speaks WebSocket, subprotocol " + Handshake.SUBPROTOCOL + "."),
    ORIGIN(403, "Pages of this origin may not connect; see confero.allowed-origins."),
    PROTOCOL(400, "Offer the WebSocket subprotocol " + Handshake.SUBPROTOCOL + ", which is all this server speaks."),
    BAD_HANDSHAKE(400, "This is not a WebSocket handshake of version 13."),
    FULL(503, "This server holds as many connections as it can; try again later."),
    CLOSING(503, "This server goes away; try again in a moment."),
    ADDRESS_FULL(429, "Your address has as many connections open as it may; see confero.per-address.sockets."),
    ADDRESS_RATE(429, "Your address opens connections too often; see confero.per-address.sockets-per-second.");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }

    /** Whether the same request may be taken later. */
    boolean isPassing() {
        return status == 503 || status == 429;
    }
}
