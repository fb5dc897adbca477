/** A WebSocket whose other end is the test. */
export class FakeSocket extends EventTarget {
    sent = [];
    closed = null;

    send(frame) {
        this.sent.push(JSON.parse(frame));
    }

    close(code) {
        this.closed = code;
    }

    get types() {
        return this.sent.map(({type}) => type);
    }

    opens() {
        this.dispatchEvent(new Event('open'));
    }

    says(message) {
        const data = typeof message === 'string' ? message : JSON.stringify(message);
        this.dispatchEvent(Object.assign(new Event('message'), {data}));
    }

    drops(code = 1006) {
        this.dispatchEvent(Object.assign(new Event('close'), {code}));
    }

    /** As far as the answer to hello. */
    welcomes(session = {}) {
        this.opens();
        this.says({
            type: 'welcome',
            session: 's',
            secret: 'secret',
            resumed: 'none',
            seq: 0,
            received: 0,
            limits: {frame: 65536, name: 64, capacity: 16},
            heartbeat: 5000,
            grace: 120000,
            server: {version: '0.1.0', node: 'n'},
            ...session,
        });
    }

    /** As far as being in the room. */
    letsIn(self = 'me') {
        this.welcomes();
        this.says({
            type: 'joined',
            ref: this.sent.find(({type}) => type === 'join').id,
            seq: 1,
            self,
            room: {id: 'demo', locked: false, capacity: 16, role: 'participant'},
            participants: [],
            iceServers: [],
        });
    }
}
