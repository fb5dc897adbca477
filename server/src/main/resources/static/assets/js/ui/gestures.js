import {setText} from './text.js';

/** Shows on a tile whether its person's hand is up, what they feel, and whether they are speaking. */
export function showGestures(tile, {hand, reactions, speaking}) {
    tile.classList.toggle('speaking', speaking);
    const sign = tile.querySelector('.hand-sign');
    sign.hidden = hand === null;
    sign.setAttribute('aria-label', handWords(hand));
    setText(sign.querySelector('.turn'), hand ? String(hand) : '');
    setText(tile.querySelector('.reactions'), reactions.join(' '));
}

/** @param {number | null} hand whose turn it is, 0 when that is not known, null while it is down */
export function handWords(hand) {
    if (hand === null) {
        return '';
    }
    return hand === 0 ? 'Hand raised' : `Hand raised, number ${hand}`;
}
