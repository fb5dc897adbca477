// How large a picture is sent to each of the others. In a mesh everybody encodes once for every other one, which is what
// costs most, and the more there are, the smaller are the tiles that show it.

const BUDGETS = [
    {links: 1, height: 720, bitrate: 1_800_000},
    {links: 2, height: 480, bitrate: 900_000},
    {links: 4, height: 360, bitrate: 600_000},
    {links: 8, height: 240, bitrate: 300_000},
    {links: Infinity, height: 180, bitrate: 150_000},
];

/**
 * @param {number} links how many others there are
 * @returns {{height: number, bitrate: number}} in pixels and bits a second, for each
 */
export function budgetFor(links) {
    const {height, bitrate} = BUDGETS.find(budget => links <= budget.links);
    return {height, bitrate};
}
