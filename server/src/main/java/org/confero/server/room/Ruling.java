package org.confero.server.room;

/** What a room makes of an order from outside. */
public sealed interface Ruling permits Decision, Refusal {}
