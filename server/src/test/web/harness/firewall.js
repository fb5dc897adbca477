// What of all that passes a switch is dropped, by nftables, which counts it: a fault of which nothing came was none.
import {execFileSync} from 'node:child_process';

/** So many packets tell a share; five standard deviations from it happen by chance once in two million times. */
const LEAST_PACKETS = 200;
const DEVIATIONS = 5;

export class Firewall {
    #within;
    #dropped = new Map();

    /** @param {string[]} within the beginning of a command that runs where the switch is */
    constructor(within) {
        this.#within = within;
        this.#nft('table bridge lan');
    }

    /**
     * Drops from now on, all in one step, what meets one of these.
     *
     * @param {string} name of the whole
     * @param {string[]} matches of nftables, in a bridge
     * @param {number} [percent] of what meets them
     */
    drop(name, matches, percent = 100) {
        if (this.#dropped.has(name)) {
            throw new Error(`"${name}" is dropped already`);
        }
        this.#dropped.set(name, {matches, percent});
        const chance = percent < 100 ? `numgen random mod 100 < ${percent} ` : '';
        const rules = matches.map(match => `${match} counter\n${match} ${chance}counter drop`).join('\n');
        this.#nft(`table bridge lan { chain ${chain(name)} { type filter hook forward priority 0; policy accept;\n${rules}\n}\n}`);
    }

    /** Drops that no more; fails where {@link prove} does. */
    pass(name) {
        try {
            this.prove(name);
        } finally {
            this.#dropped.delete(name);
            this.#nft(`flush chain bridge lan ${chain(name)}\ndelete chain bridge lan ${chain(name)}`);
        }
    }

    /** Fails unless each match was met until now, and so much of it dropped as was to be. */
    prove(name) {
        const {matches, percent} = this.#dropped.get(name);
        const counts = this.#counts(name);
        matches.forEach((match, i) => {
            const [met, dropped] = counts.slice(2 * i, 2 * i + 2);
            if (!isShare(percent / 100, met, dropped)) {
                throw new Error(
                    `"${name}" did not take hold: of ${met} packets of "${match}" ${dropped} were dropped, not ${percent} %`);
            }
        });
    }

    #counts(name) {
        const {nftables} = JSON.parse(this.#run(['-j', 'list', 'chain', 'bridge', 'lan', chain(name)]));
        return nftables.flatMap(each => each.rule?.expr ?? []).flatMap(each => each.counter?.packets ?? []);
    }

    #nft(input) {
        this.#run(['-f', '-'], input);
    }

    #run(options, input = '') {
        const [program, ...rest] = [...this.#within, 'nft', ...options];
        return execFileSync(program, rest, {input, encoding: 'utf8', stdio: 'pipe'});
    }
}

/** Any name: some are nft's own words. */
function chain(name) {
    return `no-${name}`;
}

function isShare(share, met, dropped) {
    if (share === 1) {
        return met > 0 && dropped === met;
    }
    return met >= LEAST_PACKETS && Math.abs(dropped / met - share) < DEVIATIONS * Math.sqrt(share * (1 - share) / met);
}
