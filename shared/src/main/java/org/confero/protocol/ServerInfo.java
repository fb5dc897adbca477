package org.confero.protocol;

/** Which server a client has reached. */
public record ServerInfo(String version, String node) {}
