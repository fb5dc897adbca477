/**
 * Firefox answers an offer that restarts ICE with a=setup:active, also where it has been the passive side until then; every
 * other library refuses such an answer, because nobody can change sides within an association. An offer that names our
 * side instead of actpass leaves it no choice (RFC 8842, section 5.5, allows that in later offers).
 *
 * @param {string} offer SDP
 * @param {RTCSessionDescription?} local the local description of the last finished round; null before the first
 * @param {RTCSessionDescription?} remote that of the other side
 * @returns {string} the offer to send
 */
export function keepSides(offer, local, remote) {
    const side = local?.type === 'answer' ? setup(local.sdp) : opposite(setup(remote?.sdp));
    return side === undefined ? offer : offer.replaceAll('a=setup:actpass', `a=setup:${side}`);
}

function setup(sdp) {
    return /^a=setup:(active|passive)/m.exec(sdp ?? '')?.[1];
}

function opposite(side) {
    return {active: 'passive', passive: 'active'}[side];
}
