/**
 * How a link has been, over all connections that it had one after another. A value; both clients have the same, that of
 * `org.confero.call.Tally`.
 *
 * @typedef {{received: number, lost: number, frozenMs: number}} Counts since a connection began, as RTCReceivedRtpStreamStats and
 *     RTCInboundRtpStreamStats have them: packets of sound and video, packets of both that did not come, how long video stood still
 * @typedef {{connectedMs: number, since: number, trips: number, tripMs: number, past: Counts, counts: Counts, relayed: boolean}}
 *     Tally connectedMs: how long it was connected before since; since: since when it is, in milliseconds, -1 while it is not; trips:
 *     how many round trips were measured; tripMs: how long all of them took; past: what was counted on earlier connections; counts:
 *     on this one; relayed: whether it has gone over a TURN server
 */

const NONE = Object.freeze({received: 0, lost: 0, frozenMs: 0});

/** @type {Tally} */
export const NOTHING = Object.freeze({
    connectedMs: 0, since: -1, trips: 0, tripMs: 0, past: NONE, counts: NONE, relayed: false,
});

/** Its connection works from now on, or does not. */
export function works(tally, now, millis) {
    if (now === tally.since >= 0) {
        return tally;
    }
    return now
        ? {...tally, since: millis}
        : {...tally, connectedMs: tally.connectedMs + millis - tally.since, since: -1};
}

/**
 * @param {Tally} tally
 * @param {Counts} now
 * @param {number?} roundTripMs null when none was measured
 * @param {boolean} isRelayed
 */
export function measured(tally, now, roundTripMs, isRelayed) {
    const isAnother = now.received < tally.counts.received;
    return {
        ...tally,
        trips: roundTripMs === null ? tally.trips : tally.trips + 1,
        tripMs: roundTripMs === null ? tally.tripMs : tally.tripMs + roundTripMs,
        past: isAnother ? sum(tally.past, tally.counts) : tally.past,
        counts: now,
        relayed: tally.relayed || isRelayed,
    };
}

/** What there is to say of it: {connectedMs, roundTripMs, lossPermille, frozenMs, relayed}; null when it never was connected. */
export function qualityOf(tally, millis) {
    const {connectedMs} = works(tally, false, millis);
    if (connectedMs === 0) {
        return null;
    }
    const all = sum(tally.past, tally.counts);
    // Packets that come twice are counted as lost less than nothing (RFC 3550, section 6.4.1).
    const lost = Math.max(0, all.lost);
    const sent = all.received + lost;
    return {
        connectedMs,
        roundTripMs: tally.trips === 0 ? 0 : Math.floor(tally.tripMs / tally.trips),
        lossPermille: sent === 0 ? 0 : Math.floor((lost * 1000) / sent),
        frozenMs: all.frozenMs,
        relayed: tally.relayed,
    };
}

function sum(one, other) {
    return {
        received: one.received + other.received,
        lost: one.lost + other.lost,
        frozenMs: one.frozenMs + other.frozenMs,
    };
}
