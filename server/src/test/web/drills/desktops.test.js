// Three desktops in one call, to which one thing after the other happens.
import {after, before, describe, test} from 'node:test';
import {noLan} from '../harness/lan.js';
import {until} from '../harness/until.js';
import {
    LONG, drillEverybody, drillOne, drillTheCable, drillTheEnd, drillTheInterface, drillTheLeaving, drillTheServer,
    drillTheWayToTheServer, healed,
} from './faults.js';
import {Scene} from './scene.js';

describe('a call of desktops', {timeout: 1_800_000, skip: noLan() ?? false}, () => {
    const scene = new Scene('Three desktops');
    let ada;
    let ben;

    before(async () => {
        await scene.open();
        [ada, ben] = await Promise.all(['Ada', 'Ben', 'Cleo'].map(name => scene.desktopComes(name)));
        await scene.company.well();
    });
    after(() => scene.close('drills-desktops'));

    const linkOf = async (one, other) => (await one.heardOf()).find(each => each.name === other.name).link;
    const partUntilBothSeeWhy = async () => {
        scene.part(ada, ben);
        await until('word to both that there is no way', async () =>
            await linkOf(ada, ben) === 'failed' && await linkOf(ben, ada) === 'failed');
        scene.lan.pass('pair');
    };

    if (LONG) {
        drillTheServer(scene);
    }
    drillTheWayToTheServer(scene);
    drillTheInterface(scene, () => ada);
    drillTheCable(scene, () => ada, () => ben);
    drillOne(scene, () => ada);
    drillEverybody(scene);

    test('two of three who cannot reach each other are told', {skip: !LONG}, async () => {
        healed(await scene.drill('Two of three cannot reach each other, until both are told', partUntilBothSeeWhy));
    });

    drillTheEnd(scene);

    test('the third carries the signals of two who cannot reach each other, nor a server', async () => {
        healed(await scene.drill(
            'Two of three cannot reach each other, without a server; the third carries their signals', partUntilBothSeeWhy));
    });

    drillTheLeaving(scene);
});
