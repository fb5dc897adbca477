// The bounds of the protocol, as in org.confero.protocol.Limits; PROTOCOL.md, "Limits".

export const VERSION = '0.1.0';
export const SUBPROTOCOL = 'confero.v1';

export const NAME_CODE_POINTS = 64;
export const ROOM_ID_CHARS = 64;
export const PARTICIPANT_ID_CHARS = 64;
export const REQUEST_ID_CHARS = 64;
export const CLIENT_INFO_CHARS = 64;
export const TITLE_CODE_POINTS = 100;
export const PASSCODE_CHARS = 64;
export const HOST_KEY_CHARS = 64;
export const TOKEN_CHARS = 8192;
export const FRAME_BYTES = 64 * 1024;
export const SIGNAL_CHARS = 60 * 1024;

/** How often a ping is sent until the server's welcome says otherwise. */
export const HEARTBEAT_MS = 5_000;

/** A socket on which nothing came for this long is dead. */
export const SILENCE_MS = 15_000;
