// Why there is no camera or microphone, and what the person can do about it. getUserMedia's errors: Media Capture and
// Streams, section 10.2.

const NOUN = {audio: 'microphone', video: 'camera'};

/**
 * @param {unknown} error what getUserMedia threw
 * @returns {'denied'|'missing'|'busy'} the kind of problem
 */
export function problemOf(error) {
    switch (error?.name) {
        case 'NotAllowedError':
        case 'SecurityError':
            return 'denied';
        case 'NotFoundError':
        case 'OverconstrainedError':
            return 'missing';
        default:
            return 'busy';
    }
}

/** One sentence on what is wrong and one on what helps. */
export function adviceOn(kind, problem) {
    const noun = NOUN[kind];
    switch (problem) {
        case 'denied':
            return `The browser does not let this page use your ${noun}. Allow it beside the address, then switch it on.`;
        case 'missing':
            return `No ${noun} was found. Plug one in and switch it on, or join without it.`;
        case 'unplugged':
            return `Your ${noun} was unplugged. Plug it in again and switch it on.`;
        default:
            return `Your ${noun} does not start. Another program may be using it; close that one and switch it on again.`;
    }
}
