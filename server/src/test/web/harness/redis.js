// A Redis for the nodes of one test, on a free port, that keeps nothing on disk.
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {createInterface} from 'node:readline';
import {end, start} from './children.js';

/** @returns {Promise<{settings: string[], stop: () => Promise<void>}>} settings: with which a node finds it; there is no broker */
export async function startRedis() {
    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
    const child = start('redis-server', args, {stdio: ['ignore', 'pipe', 'inherit']});
    await new Promise((resolve, reject) => {
        child.once('exit', code => reject(new Error(`Redis ended with ${code}`)));
        createInterface({input: child.stdout}).on('line', line => line.includes('Ready to accept connections') && resolve());
    });
    const settings = ['--confero.mode=cluster', `--spring.data.redis.port=${port}`, '--spring.rabbitmq.port=1'];
    return {settings, stop: () => end(child)};
}

/** A port of the loopback address that is free now. */
export function freePort() {
    return new Promise(resolve => {
        const server = createServer();
        server.listen(0, '127.0.0.1', () => {
            const {port} = server.address();
            server.close(() => resolve(port));
        });
    });
}
