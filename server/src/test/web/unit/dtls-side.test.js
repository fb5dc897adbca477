import assert from 'node:assert/strict';
import {test} from 'node:test';
import {keepSides} from '../../../main/resources/static/assets/js/call/dtls-side.js';

const OFFER = 'v=0\r\nm=audio\r\na=setup:actpass\r\nm=video\r\na=setup:actpass\r\n';
const sdp = setup => `v=0\r\na=setup:${setup}\r\n`;
const offer = {type: 'offer', sdp: sdp('actpass')};

test('the first offer leaves the side to the other', () => {
    assert.equal(keepSides(OFFER, null, null), OFFER);
});

test('who answered keeps the side that it answered with', () => {
    assert.equal(keepSides(OFFER, {type: 'answer', sdp: sdp('active')}, offer), OFFER.replaceAll('actpass', 'active'));
    assert.equal(keepSides(OFFER, {type: 'answer', sdp: sdp('passive')}, offer), OFFER.replaceAll('actpass', 'passive'));
});

test('who offered keeps the side that the answer has left', () => {
    assert.equal(keepSides(OFFER, offer, {type: 'answer', sdp: sdp('active')}), OFFER.replaceAll('actpass', 'passive'));
    assert.equal(keepSides(OFFER, offer, {type: 'answer', sdp: sdp('passive')}), OFFER.replaceAll('actpass', 'active'));
});
