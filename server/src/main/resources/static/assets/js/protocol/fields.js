// The fields of one JSON object, asked for by name and type. What nobody asks for is ignored, so that newer programs can
// say more to older ones; a field that is null is a field that is not there.
import {FRAME_BYTES, SIGNAL_CHARS} from './limits.js';
import {InvalidValue} from './values.js';

/** Reads a frame's one object. Throws InvalidValue: too-large or bad-message. */
export function parse(text, most = FRAME_BYTES) {
    if (new TextEncoder().encode(text).length > most) {
        throw new InvalidValue('too-large', `A frame has at most ${most} bytes`);
    }
    let value;
    try {
        value = JSON.parse(text);
    } catch {
        throw bad('A frame is one JSON object');
    }
    return objectOf(value, () => bad('A frame is one JSON object'));
}

export function text(object, name) {
    return required(name, optionalText(object, name));
}

export function optionalText(object, name) {
    return optional(object, name, 'a string', value => typeof value === 'string');
}

export function flag(object, name) {
    return required(name, optional(object, name, 'true or false', value => typeof value === 'boolean'));
}

export function whole(object, name) {
    return required(name, optionalWhole(object, name));
}

export function optionalWhole(object, name) {
    return optional(object, name, 'a whole number, 0 or more', value => Number.isSafeInteger(value) && value >= 0);
}

export function small(object, name) {
    return required(name, optionalSmall(object, name));
}

export function optionalSmall(object, name) {
    return optional(
        object,
        name,
        'a whole number below 2^31',
        value => Number.isInteger(value) && value >= 0 && value < 2 ** 31,
    );
}

/** The object of this name, as it is. */
export function raw(object, name) {
    return objectOf(object[name], () => bad(`'${name}' must be an object`));
}

/** The object of this name, read. */
export function part(object, name, read) {
    return read(raw(object, name));
}

/** The array of this name, each of its objects read. */
export function parts(object, name, read) {
    return array(object, name).map(item => read(objectOf(item, () => bad(`'${name}' must be an array of objects`))));
}

export function texts(object, name) {
    const items = array(object, name);
    if (!items.every(item => typeof item === 'string')) {
        throw bad(`'${name}' must be an array of strings`);
    }
    return items;
}

/** None where there is no such field. */
export function optionalTexts(object, name) {
    return (Object.hasOwn(object, name) ? object[name] : null) === null ? [] : texts(object, name);
}

/** The object of this name as a signal carries it, of bounded length. */
export function payload(object, name) {
    const data = raw(object, name);
    if (JSON.stringify(data).length > SIGNAL_CHARS) {
        throw new InvalidValue('too-large', `Signal data has at most ${SIGNAL_CHARS} characters`);
    }
    return data;
}

export function bad(detail) {
    return new InvalidValue('bad-message', detail);
}

function optional(object, name, expected, test) {
    const value = Object.hasOwn(object, name) ? object[name] : null;
    if (value !== null && !test(value)) {
        throw bad(`'${name}' must be ${expected}`);
    }
    return value;
}

function required(name, value) {
    if (value === null) {
        throw bad(`'${name}' is missing`);
    }
    return value;
}

function array(object, name) {
    const value = Object.hasOwn(object, name) ? object[name] : null;
    if (!Array.isArray(value)) {
        throw bad(`'${name}' must be an array`);
    }
    return value;
}

function objectOf(value, failure) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw failure();
    }
    return value;
}
