// A network of a test's own: machines with a cable each to one switch, all of them network namespaces of this kernel. What is
// done to a cable happens in the kernel, and to nobody else on this machine. Whoever ends a fault is told when it was none.
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {end, start} from './children.js';
import {Firewall} from './firewall.js';

const PREFIX = 'confero-lan';
const FIRST = 11;

/** What the kernel says of a program that stands still; proc(5). The name in it may be anything. */
const STOPPED = /\) T [^)]*$/;

/** What may pass at once of a cable that is limited, in bytes; and much more than that, in packets. */
const AT_ONCE = 8_192;
const FLOOD = 40;

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
    #lines = [];

    constructor() {
        sweep();
        process.once('exit', this.#remove);
        run('ip', 'netns', 'add', this.#switch);
        this.#inSwitch('ip', 'link', 'add', 'br0', 'type', 'bridge');
        this.#inSwitch('ip', 'link', 'set', 'br0', 'up');
        this.firewall = new Firewall(this.#within);
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

    /** How many packets the cable to a machine has carried since it was laid, both ways. */
    carried(machine) {
        const [{stats64: {rx, tx}}] = JSON.parse(this.#inSwitch('ip', '-s', '-j', 'link', 'show', 'dev', machine.port));
        return rx.packets + tx.packets;
    }

    /**
     * Limits the cable to a machine.
     *
     * @param {Machine} other to and from whom more is sent at the end than the cable carries
     * @param {number} bitrate the most bits a second, each way
     * @returns {{end: () => void}} end fails unless some of that had to wait, and of the rest about as much passed as could
     */
    limit(machine, other, bitrate) {
        const ways = [
            {from: machine, to: other, tc: (what, ...words) => machine.inside('tc', ...what, 'dev', machine.device, ...words)},
            {from: other, to: machine, tc: (what, ...words) => this.#inSwitch('tc', ...what, 'dev', machine.port, ...words)},
        ];
        ways.forEach(({tc}) => tc(['qdisc', 'add'], 'root', 'tbf', 'rate', `${bitrate}`, 'burst', `${AT_ONCE}`, 'latency', '400ms'));
        return {end: () => {
            const passed = ways.map(flooded);
            ways.forEach(({tc}) => tc(['qdisc', 'del'], 'root'));
            for (const {bytes, waiting, ms} of passed) {
                const may = bitrate * ms / 8_000;
                if (waiting === 0 || bytes < may / 4 || bytes > AT_ONCE + 1.1 * may) {
                    throw new Error(`No ${bitrate} bit/s: ${bytes} bytes passed in ${ms} ms, ${waiting} packets had to wait`);
                }
            }
        }};
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

    get #within() {
        return within(this.#switch);
    }

    #inSwitch(...command) {
        return run(...this.#within, ...command);
    }
}

/** One machine on the switch. */
class Machine {
    #lan;
    #number;
    #cables = 0;
    #carried = 0;

    constructor(lan, namespace, number) {
        this.#lan = lan;
        this.#number = number;
        this.namespace = namespace;
        this.port = `port${number}`;
    }

    /** The beginning of a command that runs on it. */
    get within() {
        return within(this.namespace);
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
        this.#carried = this.#lan.carried(this);
    }

    /** Fails when anything got through meanwhile. */
    up() {
        const more = this.#lan.carried(this) - this.#carried;
        this.inside('ip', 'link', 'set', this.device, 'up');
        if (more > 0) {
            throw new Error(`${this.device} of ${this.namespace} was not down: ${more} packets got through`);
        }
    }

    /** Every program on it stands still. */
    freeze() {
        this.programs().forEach(pid => process.kill(pid, 'SIGSTOP'));
    }

    /** Fails when one of them did not. */
    thaw() {
        const all = this.programs();
        const went = all.filter(pid => !STOPPED.test(readFileSync(`/proc/${pid}/stat`, 'latin1')));
        all.forEach(pid => process.kill(pid, 'SIGCONT'));
        if (all.length === 0 || went.length > 0) {
            throw new Error(`Of ${all.length} programs on ${this.namespace} ${went.length} did not stand still`);
        }
    }

    /** Whether a program on it can connect to another machine, within a second. */
    reaches(address, port) {
        return succeeds(...this.within, 'timeout', '1', 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`);
    }

    /** Sends another machine more at once than a slow cable carries. */
    flood(address) {
        this.inside('bash', '-c', `for ((i = 0; i < ${FLOOD}; i++)); do printf %1400s > /dev/udp/${address}/9; done 2> /dev/null; true`);
    }

    /** The ids of those that run on it. */
    programs() {
        return run('ip', 'netns', 'pids', this.namespace).split('\n').filter(Boolean).map(Number);
    }
}

/** What passes a limit one way in some ms when much is sent, and how many packets of it have to wait. */
function flooded({from, to, tc}) {
    const began = performance.now();
    const look = () => JSON.parse(tc(['-s', '-j', 'qdisc', 'show']))[0];
    const before = look().bytes;
    from.flood(to.address);
    const {bytes, qlen} = look();
    return {bytes: bytes - before, waiting: qlen, ms: Math.round(performance.now() - began)};
}

/** The beginning of a command that runs in a namespace. */
function within(namespace) {
    return ['ip', 'netns', 'exec', namespace];
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

function succeeds(...command) {
    try {
        run(...command);
        return true;
    } catch {
        return false;
    }
}

/** What it is to take away may not be there. */
function quietly(...command) {
    succeeds(...command);
}
