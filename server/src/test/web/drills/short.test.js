// The short form: one call of all that there is, to which everything happens, as shortly as it can.
import {after, before, describe} from 'node:test';
import {noLan} from '../harness/lan.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheFirewall, drillTheInterface, drillTheLeaving, drillThePair,
    drillTheServer, drillTheWayToTheServer,
} from './faults.js';
import {Scene} from './scene.js';

describe('a call of two desktops and Chromium', {timeout: 600_000, skip: LONG ? 'in the short form' : noLan() ?? false}, () => {
    const scene = new Scene('Two desktops and Chromium, in short');
    let ada;
    let cleo;
    const ben = () => scene.company.people.find(person => person.name === 'Ben');

    before(async () => {
        await scene.open({turn: true});
        [ada, cleo] = await Promise.all([scene.desktopComes('Ada'), scene.chromiumComes('Cleo')]);
        await scene.company.well();
    });
    after(() => scene.close('drills-short'));

    drillTheServer(scene, 'Ben');
    drillTheWayToTheServer(scene);
    drillTheInterface(scene, 'a desktop', () => ada);
    drillTheInterface(scene, 'Chromium', () => cleo);
    drillTheCable(scene, () => ada, ben);
    drillOne(scene, 'a desktop', ben);
    drillOne(scene, 'Chromium', () => cleo);
    drillEverybody(scene);
    drillTheFirewall(scene);
    drillTheEnd(scene);
    drillThePair(
        scene, 'Two of three cannot reach each other, without a server; the third carries their signals', () => [ada, ben()]);
    drillTheLeaving(scene);
});
