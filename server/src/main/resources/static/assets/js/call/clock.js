/**
 * By how much the clock of somebody at the other end of a link is ahead of ours, as a value. It asks now and then, at first more
 * often, and goes by the answer that can be wrong by the least, which is the one that took the least time (as NTP does, RFC 5905). The
 * twin of `org.confero.call.Clock`, on the same traces. `now` is in milliseconds of a clock that only moves forward, `date` in
 * milliseconds since 1970 by the one on our wall.
 *
 * @typedef {object} Clock
 * @property {number} wakeAt when to ask next
 * @property {number} pause how long after that again
 * @property {{date: number, since: number} | null} asked what we are waiting for an answer to, and since when
 * @property {{millis: number, error: number} | null} offset it is ahead of ours by so much, more or less so much
 */

/** After the first question, in milliseconds; twice as long after each, up to the longest. */
export const FIRST_WAIT = 1000;
export const LONGEST_WAIT = 60_000;

/** What takes longer says nothing of a clock that is worth having. */
export const LONGEST_ROUND_TRIP = 10_000;

/** Two clocks that run do not come apart by so much in a round trip, and no time in the chat is shown more finely. */
export const LARGEST_DIFFERENCE = 1000;

/** @returns {Clock} of somebody to whom a channel has opened just now */
export function begun(now) {
    return {wakeAt: now, pause: FIRST_WAIT, asked: null, offset: null};
}

/** The same channel, or another one to them, has opened: what is known of them is kept. */
export function opened({offset}, now) {
    return {...begun(now), offset};
}

/** Whether it is time to ask: then with `date`, and ask() has to follow. */
export function isDue({wakeAt}, now) {
    return now >= wakeAt;
}

export function ask({pause, offset}, now, date) {
    return {wakeAt: now + pause, pause: Math.min(LONGEST_WAIT, 2 * pause), asked: {date, since: now}, offset};
}

/**
 * An answer has come; one that was not asked for, or late, is not heeded. Nor is one to a question from before our clock was set or the
 * machine slept, while `now` stands still: by the two clocks it has taken different times.
 *
 * @param {Clock} clock
 * @param {number} date that the question carried
 * @param {number} theirs by their clock as they answered
 * @param {number} now
 * @param {number} today by the clock on our wall
 * @returns {Clock}
 */
export function answered(clock, date, theirs, now, today) {
    const {asked, offset} = clock;
    if (asked === null || asked.date !== date || now - asked.since > LONGEST_ROUND_TRIP) {
        return clock;
    }
    const roundTrip = now - asked.since;
    if (Math.abs(today - date - roundTrip) > LARGEST_DIFFERENCE) {
        return clock;
    }
    const heard = {millis: theirs - (date + Math.floor(roundTrip / 2)), error: Math.floor((roundTrip + 1) / 2)};
    return {...clock, asked: null, offset: offset === null || isBetter(heard, offset) ? heard : offset};
}

/** A clock that has been set, or drifts, is out of what was possible. */
function isBetter(heard, known) {
    return heard.error < known.error || Math.abs(heard.millis - known.millis) > heard.error + known.error;
}

/**
 * What was the time by our clock when it was this by theirs, to a second, so that it is not another one with every answer; the same
 * as long as nothing is known.
 */
export function toOurs({offset}, date) {
    return offset === null ? date : Math.max(0, date - Math.floor((offset.millis + 500) / 1000) * 1000);
}
