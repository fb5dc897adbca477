/**
 * What is shown of reactions, each for a moment, as a value: a list, oldest first. The twin of `org.confero.call.Reactions`.
 *
 * @typedef {{peer: string, emoji: string, until: number}} Shown until: when it goes
 */

/** How long one is shown, in milliseconds: long enough to be seen by somebody who looks up. */
export const SHOWN_FOR = 5000;

/** Most of one participant at a time; of more the oldest goes. */
export const EACH = 3;

/** Most of all at a time. */
export const ALL = 48;

/** @returns {Shown[]} */
export function add(shown, peer, emoji, now) {
    const next = [...at(shown, now), {peer, emoji, until: now + SHOWN_FOR}];
    const theirs = next.filter(each => each.peer === peer);
    return next.filter(each => theirs.length <= EACH || each !== theirs[0]).slice(-ALL);
}

/** What is still shown then. */
export function at(shown, now) {
    return shown.filter(({until}) => until > now);
}
