/**
 * At which addresses a session may go on, and in what order they are tried: the one in use first. The others are those that are
 * at least as safe: a session's secret that has travelled under https never goes without it. The twin of
 * `org.confero.call.Addresses`, on the same traces.
 *
 * @param {string} inUse of the socket on which the server has told them; as browsers write origins
 * @param {string[]} homes by which the person came, or may have come, in their order
 * @param {string[]} told by the server
 * @param {number} turn 0 or more, at random: the others begin with that one, so that not all clients of a server that dies go to
 *     the same next one
 * @returns {string[]}
 */
export function addressesAfter(inUse, homes, told, turn) {
    const fit = [...homes, ...told].filter(address => address !== inUse && (isSafe(address) || !isSafe(inUse)));
    const others = [...new Set(fit)];
    const first = others.length === 0 ? 0 : turn % others.length;
    return [inUse, ...others.slice(first), ...others.slice(0, first)];
}

function isSafe(address) {
    return address.startsWith('https:');
}
