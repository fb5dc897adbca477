// Two desktops and Chromium, between whom a firewall rises.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {LONG, drillTheFirewall} from './faults.js';
import {Scene} from './scene.js';

describe('a call behind a firewall', {timeout: 600_000, skip: LONG ? noLan() ?? false : 'in the long form'}, () => {
    const scene = new Scene('Two desktops, Chromium and a TURN server');

    before(async () => {
        await scene.open({turn: true});
        await Promise.all([...['Ada', 'Ben'].map(name => scene.desktopComes(name)), scene.chromiumComes('Cleo')]);
        await scene.company.well();
    });
    after(() => scene.close('drills-relay'));

    drillTheFirewall(scene);
});
