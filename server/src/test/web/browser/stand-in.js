/**
 * Runs in a page before its own scripts: a WebSocket whose other end is the test, for what a server does rarely or slowly.
 * It answers each join by the next of window.answers ('joined', 'waiting', or a message), and every order by done;
 * window.joins and window.orders are what the page has said; window.says(message) says something else.
 */
export function standIn() {
    let number = 0;
    window.joins = [];
    window.orders = [];
    window.answers = [];
    window.joined = ref => ({
        type: 'joined',
        ref,
        seq: 1,
        self: 'me',
        room: {id: 'made', locked: false, capacity: 16, role: 'host'},
        participants: [],
        iceServers: [],
    });
    const welcome = () => ({
        type: 'welcome',
        session: `s${(number += 1)}`,
        secret: 'secret',
        resumed: 'none',
        seq: 0,
        received: 0,
        limits: {frame: 65536, name: 64, capacity: 16},
        heartbeat: 5000,
        grace: 120000,
        server: {version: '0.1.0', node: 'n'},
    });
    const answerTo = message => {
        switch (message.type) {
            case 'hello':
                return welcome();
            case 'join': {
                window.joins.push(message);
                const answer = window.answers.shift();
                if (answer === 'joined') {
                    return window.joined(message.id);
                }
                return answer === 'waiting'
                    ? {type: 'waiting', ref: message.id, seq: 1, self: 'me', room: message.room}
                    : {...answer, ref: message.id};
            }
            case 'moderate':
                window.orders.push(message);
                return {type: 'done', ref: message.id};
            case 'ping':
                return {type: 'pong', received: 0};
            default:
                return null;
        }
    };
    window.WebSocket = class extends EventTarget {
        constructor() {
            super();
            window.says = message => this.#say(message);
            setTimeout(() => this.dispatchEvent(new Event('open')));
        }

        send(frame) {
            const answer = answerTo(JSON.parse(frame));
            if (answer !== null) {
                setTimeout(() => this.#say(answer));
            }
        }

        close() {}

        #say(message) {
            this.dispatchEvent(new MessageEvent('message', {data: JSON.stringify(message)}));
        }
    };
}
