// Three desktops and Chromium in one room, to which one thing after the other happens.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {chromium} from './chromium.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillTheServer,
    drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a mixed room of four', {timeout: 1_800_000, skip: noLan() ?? false}, () => {
    const scene = new Scene('Three desktops and Chromium');
    let ada;
    let dora;

    before(async () => {
        await scene.open();
        [ada, , , dora] = await Promise.all([
            ...['Ada', 'Ben', 'Cleo'].map(name => scene.desktopComes(name)),
            scene.comes('Dora', machine => chromium(machine, scene.link, 'Dora', scene.sound.env)),
        ]);
        await scene.company.well();
    });
    after(() => scene.close('drills-room-of-four'));

    drillTheServer(scene);
    if (LONG) {
        drillTheWayToTheServer(scene);
        drillTheInterface(scene, () => dora);
        drillTheCable(scene, () => dora, () => ada);
        drillOne(scene, () => ada);
        drillEverybody(scene);
    }
    drillTheEnd(scene);
    drillTheLeaving(scene);
});
