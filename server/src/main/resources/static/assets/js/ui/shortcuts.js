import {toggle} from './switches.js';

const KEYS = new Map([
    ['m', 'audio'],
    ['v', 'video'],
]);

/** M and V switch microphone and camera, except where letters are typed. */
export function bindShortcuts(media) {
    document.addEventListener('keydown', event => {
        const kind = KEYS.get(event.key.toLowerCase());
        if (kind !== undefined && !event.repeat && !hasModifier(event) && !isTyping(event.target)) {
            event.preventDefault();
            toggle(media, kind);
        }
    });
}

function hasModifier(event) {
    return event.ctrlKey || event.altKey || event.metaKey;
}

function isTyping(target) {
    return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
