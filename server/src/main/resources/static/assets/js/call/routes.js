/**
 * Which way signals take, and what becomes of those that are to be carried on: pure. The twin of `org.confero.call.Routes`, on the
 * same fixtures; PROTOCOL.md, "Signaling without a server".
 *
 * @typedef {{server: boolean, served: string[], open: string[], told: Object<string, string[]>}} Routes server: our socket is up
 *     and our session goes on; served: who has a socket too, as the server last said; open: to whom our control channel is open;
 *     told: to whom each of these has said that its links work
 * @typedef {{type: 'server'} | {type: 'direct'} | {type: 'via', carrier: string} | {type: 'nowhere'}} Route
 */

/**
 * The way to this participant now.
 *
 * @param {Routes} routes
 * @param {string} peer
 * @returns {Route}
 */
export function routeTo({server, served, open, told}, peer) {
    if (server && served.includes(peer)) {
        return {type: 'server'};
    }
    if (open.includes(peer)) {
        return {type: 'direct'};
    }
    const [carrier] = open.filter(each => Object.hasOwn(told, each) && told[each].includes(peer)).sort();
    if (carrier !== undefined) {
        return {type: 'via', carrier};
    }
    // The server keeps it until the other's socket is back, if it ever is.
    return {type: server ? 'server' : 'nowhere'};
}

/**
 * What becomes of a signal that came over the control channel to `speaker`. Who speaks is known from the channel; only a carrier
 * is believed that somebody else does, and nothing is carried twice.
 *
 * @param {Routes} routes
 * @param {string} self
 * @param {string} speaker
 * @param {{to?: string, from?: string, data: object}} signal
 * @returns {{type: 'mine', from: string, data: object} | {type: 'on', to: string, signal: object} | {type: 'dropped'}}
 */
export function carry({open}, self, speaker, {to = null, from = null, data}) {
    if (to !== null && to !== self) {
        return open.includes(to) && to !== speaker
            ? {type: 'on', to, signal: {type: 'signal', from: speaker, data}}
            : {type: 'dropped'};
    }
    return from === self ? {type: 'dropped'} : {type: 'mine', from: from ?? speaker, data};
}
