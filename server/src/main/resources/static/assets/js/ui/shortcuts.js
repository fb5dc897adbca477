import {toggle} from './switches.js';

const KEYS = new Map([
    ['m', 'audio'],
    ['v', 'video'],
]);

/**
 * M and V switch microphone and camera, other keys do what the caller says, except where letters are typed.
 *
 * @param {LocalMedia} media
 * @param {Object<string, () => void>} others by their small letters
 */
export function bindShortcuts(media, others) {
    document.addEventListener('keydown', event => {
        const key = event.key.toLowerCase();
        const run = KEYS.has(key) ? () => toggle(media, KEYS.get(key)) : others[key];
        if (run !== undefined && !event.repeat && !hasModifier(event) && !isTyping(event.target)) {
            event.preventDefault();
            run();
        }
    });
}

function hasModifier(event) {
    return event.ctrlKey || event.altKey || event.metaKey;
}

function isTyping(target) {
    return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
