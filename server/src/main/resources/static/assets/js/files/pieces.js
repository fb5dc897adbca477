// Pieces of files as they go over the channel: the file's number in 4 bytes, the offset in 8, both big-endian, then the bytes.
// PROTOCOL.md, "Files".
import {FILE_BYTES, FILE_HEADER_BYTES, FILE_PIECE_BYTES} from '../protocol/limits.js';

/**
 * @param {Uint8Array} bytes
 * @returns {ArrayBuffer}
 */
export function writePiece(file, offset, bytes) {
    const piece = new Uint8Array(FILE_HEADER_BYTES + bytes.length);
    const header = new DataView(piece.buffer);
    header.setUint32(0, file);
    header.setBigUint64(4, BigInt(offset));
    piece.set(bytes, FILE_HEADER_BYTES);
    return piece.buffer;
}

/** @returns {{file: number, offset: number, bytes: ArrayBuffer} | null} null for what is no piece */
export function readPiece(data) {
    if (!(data instanceof ArrayBuffer) || data.byteLength <= FILE_HEADER_BYTES || data.byteLength > FILE_PIECE_BYTES) {
        return null;
    }
    const header = new DataView(data);
    const file = header.getUint32(0);
    const offset = header.getBigUint64(4);
    if (file < 1 || file >= 2 ** 31 || offset > BigInt(FILE_BYTES)) {
        return null;
    }
    return {file, offset: Number(offset), bytes: data.slice(FILE_HEADER_BYTES)};
}
