import {readPiece, writePiece} from '../files/pieces.js';

/**
 * No more than this waits in the channel, and it is filled again below the other: enough for fast networks, and so little that words of
 * the control channel, which share the connection, are not long behind it on slow ones.
 */
const MOST_BYTES = 256 * 1024;
const FEW_BYTES = 128 * 1024;

/**
 * The pieces of files of one link. PROTOCOL.md, "Files". What is no piece is dropped.
 *
 * The listener is called with: piece({file, offset, bytes}), and flows() when it has room again, or for the first time.
 */
export class FileChannel {
    #channel;

    /**
     * @param {RTCDataChannel} channel which this owns from now on
     * @param {{piece: Function, flows: () => void}} listener
     */
    constructor(channel, {piece, flows}) {
        this.#channel = channel;
        channel.binaryType = 'arraybuffer';
        channel.bufferedAmountLowThreshold = FEW_BYTES;
        channel.addEventListener('open', flows);
        channel.addEventListener('bufferedamountlow', flows);
        channel.addEventListener('message', ({data}) => {
            const read = readPiece(data);
            if (read !== null) {
                piece(read);
            }
        });
    }

    get hasRoom() {
        return this.#channel.readyState === 'open' && this.#channel.bufferedAmount < MOST_BYTES;
    }

    /** @param {Uint8Array} bytes */
    send(file, offset, bytes) {
        try {
            this.#channel.send(writePiece(file, offset, bytes));
        } catch (error) {
            // Closed under our hands: the link heals, and the other asks again from what it has.
            console.debug(`A piece of a file was not sent: ${error.name}`);
        }
    }
}
