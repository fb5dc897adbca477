import {adviceOn} from '../media/problems.js';

const KINDS = ['audio', 'video'];

/** Binds a screen's microphone and camera switches to the devices. */
export function bindSwitches(root, media) {
    const switches = root.querySelectorAll('.switch');
    for (const each of switches) {
        each.addEventListener('click', () => toggle(media, each.dataset.kind));
    }
    const show = () => {
        for (const each of switches) {
            each.setAttribute('aria-checked', String(isOn(media, each.dataset.kind)));
        }
    };
    media.addEventListener('change', show);
    show();
}

/** On becomes off, and off, or on without a device, becomes on. */
export function toggle(media, kind) {
    return media.set(kind, !isOn(media, kind));
}

/** What is wrong with the devices that should be on: {kind, advice}. */
export function problems(media) {
    return KINDS.filter(kind => media[kind].wanted && media[kind].problem !== null).map(kind => ({
        kind,
        advice: adviceOn(kind, media[kind].problem),
    }));
}

function isOn(media, kind) {
    const {wanted, problem} = media[kind];
    return wanted && problem === null;
}
