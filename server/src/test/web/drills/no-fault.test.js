// A fault that was none is told: without anybody in a call, between two machines that send each other packets.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {end, start} from '../harness/children.js';
import {Lan, noLan} from '../harness/lan.js';
import {until} from '../harness/until.js';

const SEND = 'while :; do for i in 1 2 3 4 5; do printf %400s > /dev/udp/$0/9; done; sleep 0.01; done 2> /dev/null';
const BITRATE = 500_000;

describe('a fault that was none is told', {timeout: 60_000, skip: noLan() ?? false}, () => {
    let lan;
    let ada;
    let ben;
    let senders;

    before(() => {
        lan = new Lan();
        [ada, ben] = ['Ada', 'Ben'].map(name => lan.machine(name));
        senders = [[ada, ben], [ben, ada]].map(([{within: [program, ...within]}, {address}]) =>
            start(program, [...within, 'bash', '-c', SEND, address], {stdio: 'ignore'}));
    });
    after(async () => {
        await Promise.all(senders.map(each => end(each)));
        await lan.close();
    });

    const packets = count => {
        const from = lan.carried(ada);
        return until('packets', () => lan.carried(ada) >= from + count, 20_000);
    };

    test('packets that are dropped, and such as are not', async () => {
        lan.firewall.drop('pair', [`ip saddr ${ada.address}`]);
        lan.firewall.drop('udp', [`ip saddr ${ada.address}`, 'ip saddr 10.78.9.9']);
        await packets(100);
        assert.throws(() => lan.firewall.pass('udp'), /did not take hold/);
        lan.firewall.pass('pair');
    });

    test('a share of packets, and too few to tell', async () => {
        lan.firewall.drop('loss', [`iifname ${ada.port}`], 15);
        await packets(1_200);
        lan.firewall.pass('loss');
        lan.firewall.drop('loss', [`iifname ${ada.port}`], 15);
        assert.throws(() => lan.firewall.pass('loss'), /did not take hold/);
    });

    test('an interface that is down, and one that is not', async () => {
        ada.down();
        ada.up();
        ada.down();
        ada.inside('ip', 'link', 'set', ada.device, 'up');
        await packets(10);
        assert.throws(() => ada.up(), /was not down/);
    });

    test('a cable that is limited, and one that carries more, or less', async () => {
        lan.limit(ada, ben, BITRATE).end();
        for (const other of [100 * BITRATE, BITRATE / 10]) {
            const limit = lan.limit(ada, ben, BITRATE);
            ada.inside('tc', 'qdisc', 'replace', 'dev', ada.device, 'root', 'tbf', 'rate', `${other}`, 'burst', '8192', 'latency', '400ms');
            await packets(100);
            assert.throws(() => limit.end(), /bytes passed/);
        }
    });

    test('programs that stand still, and such as do not', async () => {
        const cleo = lan.machine('Cleo');
        const [program, ...within] = cleo.within;
        const sleeper = start(program, [...within, 'sleep', '60'], {stdio: 'ignore'});
        await until('program', () => cleo.programs().length > 0);
        cleo.freeze();
        cleo.thaw();
        assert.throws(() => cleo.thaw(), /did not stand still/);
        await end(sleeper);
    });
});
