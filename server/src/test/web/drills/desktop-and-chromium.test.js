// A desktop and Chromium in a call, to which one thing after the other happens.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillTheServer,
    drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a call of a desktop and Chromium', {timeout: 1_800_000, skip: LONG ? noLan() ?? false : 'in the long form'}, () => {
    const scene = new Scene('A desktop and Chromium');
    let ada;
    let bob;

    before(async () => {
        await scene.open();
        ada = await scene.desktopComes('Ada');
        bob = await scene.chromiumComes('Bob');
        await scene.company.well();
    });
    after(() => scene.close('drills-desktop-and-chromium'));

    drillTheServer(scene);
    drillTheWayToTheServer(scene);
    drillTheInterface(scene, 'Chromium', () => bob);
    drillTheCable(scene, () => bob, () => ada);
    drillOne(scene, 'Chromium', () => bob);
    drillEverybody(scene);
    drillTheEnd(scene);
    drillTheLeaving(scene);
});
