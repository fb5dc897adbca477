import {FakeConnection} from './fake-connection.js';
import {FakeDesk} from './fake-desk.js';

/** A world (world.js) in which time passes when a test says so. */
export class FakeWorld {
    connections = [];
    #now = 1_000_000;
    #keys = 0;
    #timers = [];

    connect = configuration => {
        const connection = Object.assign(new FakeConnection(), {configuration});
        this.connections.push(connection);
        return connection;
    };

    now = () => this.#now;

    date = () => this.#now;

    desk = () => (this.theDesk ??= new FakeDesk());

    key = () => `key-${(this.#keys += 1)}`;

    after = (ms, run) => this.#plan({at: this.#now + ms, run});

    every = (ms, run) => this.#plan({at: this.#now + ms, run, ms});

    /** Runs what is due on the way, in its order. */
    passes(ms) {
        const end = this.#now + ms;
        for (;;) {
            const [timer] = this.#timers.filter(({at}) => at <= end).sort((one, other) => one.at - other.at);
            if (timer === undefined) {
                break;
            }
            this.#now = Math.max(this.#now, timer.at);
            if (timer.ms === undefined) {
                this.#timers = this.#timers.filter(each => each !== timer);
            } else {
                timer.at += timer.ms;
            }
            timer.run();
        }
        this.#now = end;
    }

    #plan(timer) {
        this.#timers.push(timer);
        return () => {
            this.#timers = this.#timers.filter(each => each !== timer);
        };
    }
}
