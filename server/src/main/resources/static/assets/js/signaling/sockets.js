import {SUBPROTOCOL} from '../protocol/limits.js';

/**
 * @param {string} address of a server, as an origin
 * @returns {URL} of its socket
 */
export function socketOf(address) {
    return new URL(`${address.replace('http', 'ws')}/ws`);
}

export function openSocket(url) {
    return new WebSocket(url, SUBPROTOCOL);
}

/** What still arrives when the page is going. */
export function sendBeacon(address, body) {
    navigator.sendBeacon(`${address}/api/v1/leave`, body);
}
