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

/** So many numbered messages are acknowledged at once, and fewer with the next ping. */
export const ACKNOWLEDGED_AT_ONCE = 32;

/** How long a session waits for its next socket, unless the server's welcome says otherwise. */
export const GRACE_MS = 120_000;

/** A socket on which nothing came for this long is dead. */
export const SILENCE_MS = 15_000;

/** Largest count, number or time in what clients say to each other. */
export const COUNT = Number.MAX_SAFE_INTEGER;

export const SERVER_ADDRESSES = 8;
export const SERVER_ORIGIN_CHARS = 267;
export const JSON_DEPTH = 32;
export const ROOM_CAPACITY = 16;
export const CONTROL_BYTES = 16 * 1024;
export const CONTROL_CHARS = 64 * 1024;
export const PART_CHARS = 5000;
export const ABILITIES = 32;
export const ABILITY_CHARS = 32;
export const CHAT_CHARS = 4000;
export const CHAT_ENTRIES = 500;
export const CHAT_AUTHORS = 128;
export const CHAT_PIECE = 32;
export const REACTION_CHARS = 32;
export const PICTURE_PIXELS = 16384;
export const PICTURE_RATE = 240;
export const FILE_NAME_CHARS = 255;
export const FILE_BYTES = 4 * 1024 ** 3;
export const FILE_PIECE_BYTES = 64 * 1024;
export const FILE_HEADER_BYTES = 12;
export const FILE_WINDOW_BYTES = 1024 * 1024;
export const FILES_PER_LINK = 16;
export const SIGNALS_KEPT = 512;
