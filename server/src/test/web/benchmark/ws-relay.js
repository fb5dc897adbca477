// The benchmark's reference on Node: the least of a relay on `ws`. Rooms without rules, limits, sessions or numbers.
import {randomBytes} from 'node:crypto';
import {WebSocketServer} from 'ws';

const rooms = new Map();

const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    backlog: 4096,
    perMessageDeflate: false,
    handleProtocols: () => 'confero.v1',
});
server.on('listening', () => console.log(`Relay is ready at http://127.0.0.1:${server.address().port}`));
server.on('connection', socket => {
    let self;
    let room;
    socket.on('message', text => {
        const message = JSON.parse(text);
        switch (message.type) {
            case 'hello':
                say(socket, {type: 'welcome'});
                break;
            case 'join':
                self = {socket, participant: {id: randomBytes(8).toString('hex'), name: message.name, state: message.state}};
                room = enter(message.room, self, message.id);
                break;
            case 'signal': {
                const mate = room.get(message.to);
                if (mate !== undefined) {
                    say(mate.socket, {type: 'signal', from: self.participant.id, data: message.data});
                }
                break;
            }
            case 'ping':
                say(socket, {type: 'pong'});
                break;
        }
    });
    socket.on('close', () => {
        if (room !== undefined) {
            room.delete(self.participant.id);
        }
    });
});
// Asks for memory to be given back, before it is measured.
process.on('SIGUSR2', () => globalThis.gc());

function enter(id, self, ref) {
    const room = rooms.get(id) ?? new Map();
    rooms.set(id, room);
    const others = [...room.values()];
    room.set(self.participant.id, self);
    say(self.socket, {
        type: 'joined',
        ref,
        self: self.participant.id,
        room: {id},
        participants: others.map(other => other.participant),
        iceServers: [],
    });
    const news = JSON.stringify({type: 'participant-joined', participant: self.participant});
    others.forEach(other => other.socket.send(news));
    return room;
}

function say(socket, message) {
    socket.send(JSON.stringify(message));
}
