// Three desktops and Chromium in one room, to which one thing after the other happens.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillTheServer,
    drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a mixed room of four', {timeout: 1_800_000, skip: LONG ? noLan() ?? false : 'in the long form'}, () => {
    const scene = new Scene('Three desktops and Chromium');
    let ada;
    let dora;

    before(async () => {
        await scene.open();
        [ada, , , dora] = await Promise.all([
            ...['Ada', 'Ben', 'Cleo'].map(name => scene.desktopComes(name)), scene.chromiumComes('Dora'),
        ]);
        await scene.company.well();
    });
    after(() => scene.close('drills-room-of-four'));

    drillTheServer(scene);
    drillTheWayToTheServer(scene);
    drillTheInterface(scene, 'Chromium', () => dora);
    drillTheCable(scene, () => dora, () => ada);
    drillOne(scene, 'one', () => ada);
    drillEverybody(scene);
    drillTheEnd(scene);
    drillTheLeaving(scene);
});
