package org.confero.server.address;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one address may ask, or one /64 of IPv6. A school behind one address comes as one: the defaults let some hundred
 * people in at once, and their pages, and are there for programs.
 *
 * @param sockets most sockets at once
 * @param socketBurst most new sockets at once
 * @param socketsPerSecond new sockets in the long run
 * @param requestBurst most HTTP requests at once; a page with all its modules is some 60
 * @param requestsPerSecond HTTP requests in the long run
 * @param roomBurst most new rooms over HTTP at once
 * @param roomsPerMinute new rooms in the long run
 * @param connections most TCP connections at once, sockets among them; those of trusted proxies are not counted
 */
public record AddressLimits(
        @DefaultValue("500") int sockets,
        @DefaultValue("500") int socketBurst,
        @DefaultValue("50") int socketsPerSecond,
        @DefaultValue("20000") int requestBurst,
        @DefaultValue("500") int requestsPerSecond,
        @DefaultValue("200") int roomBurst,
        @DefaultValue("60") int roomsPerMinute,
        @DefaultValue("5000") int connections) {
    public AddressLimits {
        check(sockets > 0 && connections > 0, "sockets and connections must be positive");
        check(socketBurst > 0 && socketsPerSecond > 0, "socket-burst and sockets-per-second must be positive");
        check(requestBurst > 0 && requestsPerSecond > 0, "request-burst and requests-per-second must be positive");
        check(roomBurst > 0 && roomsPerMinute > 0, "room-burst and rooms-per-minute must be positive");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
