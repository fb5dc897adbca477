// A desktop and Chromium in a call, to which one thing after the other happens.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {chromium} from './chromium.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillTheServer,
    drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a call of a desktop and Chromium', {timeout: 1_800_000, skip: noLan() ?? false}, () => {
    const scene = new Scene('A desktop and Chromium');
    let ada;
    let bob;

    before(async () => {
        await scene.open();
        ada = await scene.desktopComes('Ada');
        bob = await scene.comes('Bob', machine => chromium(machine, scene.link, 'Bob', scene.sound.env));
        await scene.company.well();
    });
    after(() => scene.close('drills-desktop-and-chromium'));

    if (LONG) {
        drillTheServer(scene);
        drillTheWayToTheServer(scene);
        drillTheCable(scene, () => bob, () => ada);
    }
    drillTheInterface(scene, () => bob);
    drillOne(scene, () => bob);
    drillEverybody(scene);
    drillTheEnd(scene);
    drillTheLeaving(scene);
});
