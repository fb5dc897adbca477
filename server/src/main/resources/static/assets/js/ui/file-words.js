// How a file's way stands, in words that say what happened and, where something can be done, what.

const UNITS = ['KB', 'MB', 'GB'];

/** Why nothing of it goes or comes. */
const PROBLEMS = {
    'too-large': 'A file has at most 4 GB. Split it, or send it another way.',
    nobody: 'Nobody is here who can take a file. Send it again when somebody is.',
    'no-space': 'There is no room for it here. Free some space on this device, then ask for it again.',
    memory: 'This window can keep no more than 256 MB. Ask for it again in a window that is not private.',
};

/** To whoever offers it, after the name of whoever should take it. */
const SENT = {
    offered: 'has not answered yet',
    waiting: 'waits for the connection; it goes on by itself',
    done: 'has it',
    declined: 'does not want it',
    'cancelled-here': 'does not get it: you have cancelled',
    'cancelled-there': 'has cancelled',
    'failed-here': 'does not get it: the file cannot be read any more. Choose it again',
    'failed-there': 'could not keep it. Ask whether there is room, then send it again',
    damaged: 'got something else than what was sent. Send it again',
    gone: 'has left before all of it was there',
    'too-many': 'has too many files waiting. Send it again when some of them are over',
};

/** To whoever gets it. */
const CAME = {
    offered: '',
    waiting: 'Waits for the connection; it goes on by itself.',
    done: 'All of it is here, and is what was sent.',
    declined: 'You do not want it.',
    'cancelled-here': 'You have cancelled.',
    'cancelled-there': 'No longer offered.',
    'failed-here': 'It could not be kept here. Ask for it again.',
    damaged: 'What came is not what was sent, and has been deleted. Ask for it again.',
    gone: 'Whoever sent it has left before all of it was here.',
};

/** @param {number} bytes */
export function wordsForSize(bytes) {
    if (bytes < 1000) {
        return bytes === 1 ? '1 byte' : `${bytes} bytes`;
    }
    let size = bytes;
    let unit = -1;
    do {
        size /= 1000;
        unit += 1;
    } while (size >= 999.5 && unit < UNITS.length - 1);
    return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}

/** @returns {number} 0 to 100, 100 only when all of it is there */
export function percentOf(bytes, size) {
    return size === 0 ? 100 : Math.floor((100 * bytes) / size);
}

/** One line for a receiver of one's own file. */
export function wordsForReceiver({name, stage, bytes}, size) {
    return stage === 'moving' ? `${name}: ${percentOf(bytes, size)} %` : `${name} ${SENT[stage]}`;
}

/** Of one that comes. */
export function wordsForComing({stage, bytes}, size, problem) {
    if (stage === 'moving') {
        return `${percentOf(bytes, size)} % of it is here`;
    }
    return stage === 'failed-here' ? (PROBLEMS[problem] ?? CAME[stage]) : CAME[stage];
}

/** Why one's own file goes nowhere; '' when it does. */
export function wordsForProblem(problem) {
    return problem === null ? '' : PROBLEMS[problem];
}
