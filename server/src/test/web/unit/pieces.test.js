import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {FileChannel} from '../../../main/resources/static/assets/js/call/file-channel.js';
import {nameToSend} from '../../../main/resources/static/assets/js/files/names.js';
import {readPiece, writePiece} from '../../../main/resources/static/assets/js/files/pieces.js';
import {writeControl} from '../../../main/resources/static/assets/js/protocol/control.js';
import {FILE_BYTES} from '../../../main/resources/static/assets/js/protocol/limits.js';
import {wordsForComing, wordsForSize} from '../../../main/resources/static/assets/js/ui/file-words.js';
import {FakeChannel} from './fake-connection.js';

const bytesOf = (...bytes) => new Uint8Array(bytes);

describe('a piece of a file', () => {
    test('has its number and offset before its bytes, the high bytes first', () => {
        assert.deepEqual(
            new Uint8Array(writePiece(258, 2 ** 32, bytesOf(9, 8))), new Uint8Array([0, 0, 1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 9, 8]),
        );
    });

    test('is read as it was written', () => {
        const {file, offset, bytes} = readPiece(writePiece(2 ** 31 - 1, FILE_BYTES - 1, bytesOf(1)));
        assert.deepEqual([file, offset, [...new Uint8Array(bytes)]], [2 ** 31 - 1, FILE_BYTES - 1, [1]]);
    });

    test('is none when it has no bytes, too many, no number, or an offset that no file has', () => {
        const header = (file, offset) => writePiece(file, offset, bytesOf(1));
        for (const data of [
            'text', new ArrayBuffer(0), writePiece(1, 0, bytesOf()), writePiece(1, 0, new Uint8Array(65_525)), header(0, 0), header(2 ** 31, 0),
            header(1, FILE_BYTES + 1),
        ]) {
            assert.equal(readPiece(data), null);
        }
        assert.notEqual(readPiece(writePiece(1, 0, new Uint8Array(65_524))), null);
    });
});

describe('the channel for files', () => {
    function open() {
        const native = Object.assign(new FakeChannel(), {bufferedAmount: 0, readyState: 'open'});
        const heard = [];
        const channel = new FileChannel(native, {piece: piece => heard.push(piece), flows: () => heard.push('flows')});
        return {native, heard, channel};
    }

    test('has room while little waits in it, and says when it has room again', () => {
        const {native, heard, channel} = open();
        assert.equal(channel.hasRoom, true);
        native.bufferedAmount = 256 * 1024;
        assert.equal(channel.hasRoom, false);
        native.dispatchEvent(new Event('bufferedamountlow'));
        assert.deepEqual(heard, ['flows']);
        assert.ok(native.bufferedAmountLowThreshold < 256 * 1024);
    });

    test('has no room while it is not open, and says when it is', () => {
        const {native, heard, channel} = open();
        native.readyState = 'connecting';
        assert.equal(channel.hasRoom, false);
        native.opens();
        assert.deepEqual(heard, ['flows']);
    });

    test('drops what is no piece', () => {
        const {native, heard} = open();
        for (const data of ['{}', bytesOf(1).buffer, writePiece(3, 4, bytesOf(5))]) {
            native.dispatchEvent(Object.assign(new Event('message'), {data}));
        }
        assert.equal(native.binaryType, 'arraybuffer');
        assert.deepEqual(heard.map(({file, offset}) => [file, offset]), [[3, 4]]);
    });
});

describe('the name of a file', () => {
    test('is sent as it is where the protocol has it', () => {
        for (const name of ['plan.pdf', 'Übersicht 2026 (final).txt', '.profile', '报告.doc', '👍.png']) {
            assert.equal(nameToSend(name), name);
        }
    });

    test('is made one that may be sent, and keeps its ending', () => {
        assert.equal(nameToSend('a/b\\c\u202efdp.exe\n'), 'a_b_c_fdp.exe_');
        assert.equal(nameToSend(''), 'file');
        assert.equal(nameToSend('..'), 'file');
        const long = nameToSend(`${'👍'.repeat(200)}.pdf`);
        assert.ok(long.length <= 255 && long.endsWith('.pdf') && long.isWellFormed());
        for (const name of ['\ud800', `${'x'.repeat(300)}`, long, '\u2066\u0000']) {
            writeControl({type: 'file-offer', file: 1, name: nameToSend(name), size: 1});
        }
    });
});

describe('what is said of a file', () => {
    test('is its size as people read it', () => {
        assert.deepEqual(
            [0, 1, 999, 1000, 9949, 9950, 999_499, 999_500, 20_000_000, 4_294_967_296].map(wordsForSize),
            ['0 bytes', '1 byte', '999 bytes', '1.0 KB', '9.9 KB', '10 KB', '999 KB', '1.0 MB', '20 MB', '4.3 GB'],
        );
    });

    test('is never that all of it is here before it is', () => {
        assert.equal(wordsForComing({stage: 'moving', bytes: 999}, 1000, null), '99 % of it is here');
    });

    test('is why it could not be kept, and what to do', () => {
        assert.match(wordsForComing({stage: 'failed-here', bytes: 0}, 1, 'memory'), /256 MB.*not private/);
        assert.match(wordsForComing({stage: 'failed-here', bytes: 0}, 1, 'failed'), /Ask for it again/);
    });
});
