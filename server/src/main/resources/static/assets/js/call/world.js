import {Desk} from '../files/desk.js';

let desk = null;

/**
 * What the call's parts reach of the world around them, so that tests can bring their own.
 *
 * @typedef {object} World
 * @property {(configuration: RTCConfiguration) => RTCPeerConnection} connect
 * @property {() => number} now whole milliseconds of a clock that only moves forward
 * @property {() => number} date whole milliseconds since 1970
 * @property {() => Desk} desk where files are hashed and kept
 * @property {() => string} key a client key that nobody has had
 * @property {(ms: number, run: () => void) => (() => void)} after runs once; what it gives takes it back
 * @property {(ms: number, run: () => void) => (() => void)} every runs again and again until it is taken back
 */

/** @type {World} */
export const BROWSER = Object.freeze({
    connect: configuration => new RTCPeerConnection(configuration),
    now: () => Math.round(performance.now()),
    date: () => Date.now(),
    // One as long as the page is there: what is being saved is read from it. Before it is needed, as there may be no server then.
    desk: () => (desk ??= new Desk(new Worker(new URL('../files/worker.js', import.meta.url), {type: 'module'}))),
    key: () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join(''),
    after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
    },
    every(ms, run) {
        const timer = setInterval(run, ms);
        return () => clearInterval(timer);
    },
});
