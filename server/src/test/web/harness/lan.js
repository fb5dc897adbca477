// A network of a test's own: machines with a cable each to one switch, all of them network namespaces of this kernel. What is
// done to a cable happens in the kernel, and to nobody else on this machine.
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, openSync, readdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {end, start} from './children.js';
import {until} from './until.js';

const PREFIX = 'confero-lan';
const FIRST = 11;
const DELAY_LINE = fileURLToPath(new URL('DelayLine.java', import.meta.url));

/** Why there can be no such network here; null where there can. Where CI is set that is a failure. */
export function noLan() {
    let why = null;
    if (process.getuid?.() !== 0) {
        why = 'network namespaces need root';
    } else {
        try {
            run('ip', 'netns', 'add', `${PREFIX}-${process.pid}-probe`);
            run('nft', '--version');
        } catch (failure) {
            why = `no network namespaces: ${failure.message}`;
        } finally {
            quietly('ip', 'netns', 'del', `${PREFIX}-${process.pid}-probe`);
        }
    }
    if (why !== null && process.env.CI === 'true') {
        throw new Error(`The drills cannot run, and in CI they have to: ${why}`);
    }
    return why;
}

/** One switch. Machines are added to it by their names. */
export class Lan {
    #name = `${PREFIX}-${process.pid}`;
    #switch = `${this.#name}-switch`;
    #machines = new Map();
    #rules = new Map();
    #lines = [];

    constructor() {
        sweep();
        process.once('exit', this.#remove);
        run('ip', 'netns', 'add', this.#switch);
        this.#inSwitch('ip', 'link', 'add', 'br0', 'type', 'bridge');
        this.#inSwitch('ip', 'link', 'set', 'br0', 'up');
        this.#write();
    }

    /** A machine with a cable to the switch and an address of its own. */
    machine(name) {
        const number = this.#machines.size;
        const machine = new Machine(this, `${this.#name}-${name}`, number);
        this.#machines.set(name, machine);
        run('ip', 'netns', 'add', machine.namespace);
        // By IPv4 alone: what is dropped by address is dropped.
        machine.inside('sh', '-c', 'for of in all default; do echo 1 > /proc/sys/net/ipv6/conf/$of/disable_ipv6; done');
        machine.inside('ip', 'link', 'set', 'lo', 'up');
        machine.plugIn();
        return machine;
    }

    /** Lays a cable; for machines. */
    lay(port, namespace, name) {
        this.#inSwitch('ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', name, 'netns', namespace);
        this.#inSwitch('ip', 'link', 'set', port, 'master', 'br0', 'up');
    }

    /**
     * What of all that passes the switch is dropped, by name; rules of the same name are replaced.
     *
     * @param {string[]} rules of nftables in a bridge's forward chain
     */
    drop(name, ...rules) {
        this.#rules.set(name, rules);
        this.#write();
    }

    /** Nothing is dropped by that name any more. */
    pass(name) {
        this.#rules.delete(name);
        this.#write();
    }

    /** Nothing is dropped. */
    passAll() {
        this.#rules.clear();
        this.#write();
    }

    /** Each way's most bits a second on the cable to a machine; null for what the machine can. */
    limit(machine, rate) {
        const shape = ['root', ...rate === null ? [] : ['tbf', 'rate', rate, 'burst', '8kb', 'latency', '400ms']];
        const word = rate === null ? 'del' : 'replace';
        this.#inSwitch('tc', 'qdisc', word, 'dev', machine.port, ...shape);
        machine.inside('tc', 'qdisc', word, 'dev', machine.device, ...shape);
    }

    /**
     * A second way between two machines, over which everything is late; it ends with the network or by its stop().
     *
     * @param {number} delayMs that each packet is late, either way
     * @param {number} jitterMs by how much more or less, evenly; packets stay in their order
     */
    async delayLine(one, other, delayMs, jitterMs) {
        const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
        const child = start('ip', [
            'netns', 'exec', this.#switch,
            java, '--enable-native-access=ALL-UNNAMED', DELAY_LINE, 'late1', 'late2', `${delayMs}`, `${jitterMs}`,
        ], {stdio: ['ignore', 'pipe', 'inherit']});
        const line = {stop: () => end(child)};
        this.#lines.push(line);
        await Promise.race([
            once(child.stdout, 'data'),
            once(child, 'exit').then(() => Promise.reject(new Error('The delay line does not start'))),
        ]);
        [one, other].forEach((machine, i) => {
            const device = `late${i + 1}`;
            this.#inSwitch('ip', 'link', 'set', device, 'netns', machine.namespace);
            machine.inside('ip', 'address', 'add', `10.78.0.${i + 1}/24`, 'dev', device);
            machine.inside('ip', 'link', 'set', device, 'up');
        });
        return line;
    }

    async close() {
        for (const line of this.#lines) {
            await line.stop();
        }
        process.removeListener('exit', this.#remove);
        this.#remove();
    }

    #remove = () => {
        for (const machine of this.#machines.values()) {
            quietly('ip', 'netns', 'del', machine.namespace);
        }
        quietly('ip', 'netns', 'del', this.#switch);
    };

    #inSwitch(...command) {
        return run('ip', 'netns', 'exec', this.#switch, ...command);
    }

    /** All rules in one step: there is no moment without them. */
    #write() {
        const rules = [...this.#rules.values()].flat().map(rule => `${rule} drop`).join('\n');
        execFileSync('ip', ['netns', 'exec', this.#switch, 'nft', '-f', '-'], {
            input: `table bridge lan\ndelete table bridge lan\ntable bridge lan {
                chain forward { type filter hook forward priority 0; policy accept;\n${rules}\n}
            }`,
        });
    }
}

/** One machine on the switch. */
class Machine {
    #lan;
    #number;
    #cables = 0;

    constructor(lan, namespace, number) {
        this.#lan = lan;
        this.#number = number;
        this.namespace = namespace;
        this.port = `port${number}`;
    }

    /** The beginning of a command that runs on it. */
    get within() {
        return ['ip', 'netns', 'exec', this.namespace];
    }

    /** Its network device, another one with each cable. */
    get device() {
        return `eth${this.#cables - 1}`;
    }

    get address() {
        // A cable of another kind is on another network.
        return `10.77.0.${FIRST + this.#number + 100 * (this.#cables - 1)}`;
    }

    inside(...command) {
        return run(...this.within, ...command);
    }

    /** With a device and an address that it has not had before. */
    plugIn() {
        this.#cables++;
        this.#lan.lay(this.port, this.namespace, this.device);
        this.inside('ip', 'address', 'add', `${this.address}/24`, 'dev', this.device);
        this.inside('ip', 'link', 'set', this.device, 'up');
    }

    /** The device is gone with its address. */
    pullOut() {
        this.inside('ip', 'link', 'del', this.device);
    }

    /** The device stays, and keeps its address. */
    down() {
        this.inside('ip', 'link', 'set', this.device, 'down');
    }

    up() {
        this.inside('ip', 'link', 'set', this.device, 'up');
    }

    /** Every program on it stands still. */
    freeze() {
        this.#signal('SIGSTOP');
    }

    thaw() {
        this.#signal('SIGCONT');
    }

    #signal(signal) {
        for (const pid of run('ip', 'netns', 'pids', this.namespace).split('\n').filter(Boolean)) {
            process.kill(Number(pid), signal);
        }
    }
}

/** Takes away what tests have left that were killed. */
function sweep() {
    for (const line of run('ip', 'netns', 'list').split('\n')) {
        const [name] = line.split(' ');
        const [, pid] = /^confero-lan-(\d+)-/.exec(name) ?? [];
        if (pid !== undefined && !lives(Number(pid))) {
            quietly('ip', 'netns', 'del', name);
        }
    }
}

function lives(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (failure) {
        return failure.code === 'EPERM';
    }
}

function run(program, ...args) {
    return execFileSync(program, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
}

function quietly(...command) {
    try {
        run(...command);
    } catch {
        // It was not there.
    }
}
