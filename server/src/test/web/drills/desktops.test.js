// Three desktops in one call, to which one thing after the other happens.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillThePair, drillTheServer,
    drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a call of desktops', {timeout: 1_800_000, skip: LONG ? noLan() ?? false : 'in the long form'}, () => {
    const scene = new Scene('Three desktops');
    let ada;
    let ben;

    before(async () => {
        await scene.open();
        [ada, ben] = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => scene.desktopComes(name)));
        await scene.company.well();
    });
    after(() => scene.close('drills-desktops'));

    drillTheServer(scene);
    drillTheWayToTheServer(scene);
    drillTheInterface(scene, 'one', () => ada);
    drillTheCable(scene, () => ada, () => ben);
    drillOne(scene, 'one', () => ada);
    drillEverybody(scene);
    drillThePair(scene, 'Two of three cannot reach each other, until both are told', () => [ada, ben]);
    drillTheEnd(scene);
    drillThePair(
        scene, 'Two of three cannot reach each other, without a server; the third carries their signals', () => [ada, ben]);
    drillTheLeaving(scene);
});
