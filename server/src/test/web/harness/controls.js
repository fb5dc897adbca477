// Finds what stands on a page as a screen reader would: by role and name. The names are computed in the page and not by
// the browser: Firefox answers such a question in a second at best, and in minutes while pictures move.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {until} from './until.js';

const NAMES = 'dom-accessibility-api';

/** A browser that has just started on a busy machine takes its time. */
const PATIENCE_MS = 120_000;

let script;

/** Has every document that the page opens from now on know roles and names. */
export function nameControls(page) {
    script ??= `(() => { const api = ${bundled(NAMES)}; window.controls = (${finder})(api); })()`;
    return page.evaluateOnNewDocument(script);
}

/**
 * Looks once.
 *
 * @param {string} role by ARIA: button, switch, textbox, list
 * @param {string} name its accessible name, whole
 * @returns {Promise<import('puppeteer-core').ElementHandle?>} null where nothing of that name is to be seen
 */
export async function find(page, role, name) {
    const handle = await page.evaluateHandle((...wanted) => window.controls.find(...wanted), role, name);
    return handle.asElement();
}

/**
 * Waits until it is to be seen, by somebody who looks at this page: Firefox draws a tab behind another one ever less often,
 * and a press waits for a drawing.
 */
export async function found(page, role, name) {
    await page.bringToFront();
    return until(`${role} "${name}"`, () => find(page, role, name), PATIENCE_MS);
}

/** Presses it once it stands still: what slides away under the pointer is missed. */
export async function press(page, role, name) {
    const control = await found(page, role, name);
    let before;
    await until(`rest of ${name}`, async () => {
        const box = await control.boundingBox();
        const place = JSON.stringify(box);
        const rests = box !== null && place === before;
        before = place;
        return rests;
    });
    await control.click();
}

/** Runs in the page. */
function finder({computeAccessibleName, getRole, isInaccessible}) {
    return {
        find: (role, name) =>
            [...document.querySelectorAll('*')].find(
                each => getRole(each) === role && !isInaccessible(each) && computeAccessibleName(each) === name,
            ) ?? null,
    };
}

/** A package of CommonJS modules as one expression: what it exports. */
function bundled(name) {
    const modules = new Map();
    const add = path => {
        if (modules.has(path)) {
            return;
        }
        const source = readFileSync(path, 'utf8');
        const local = createRequire(path);
        const imports = {};
        modules.set(path, {source, imports});
        for (const [, wanted] of source.matchAll(/require\("([^"]+)"\)/g)) {
            imports[wanted] = local.resolve(wanted);
            add(imports[wanted]);
        }
    };
    const entry = createRequire(import.meta.url).resolve(name);
    add(entry);
    const bodies = [...modules].map(
        ([path, {source, imports}]) =>
            `${JSON.stringify(path)}: [${JSON.stringify(imports)}, (require, exports, module) => {${source}\n}]`,
    );
    return `(() => {
        const loaded = {};
        const modules = {${bodies.join(',')}};
        const load = path => {
            if (!(path in loaded)) {
                const [imports, body] = modules[path];
                const module = {exports: {}};
                loaded[path] = module;
                body(wanted => load(imports[wanted]), module.exports, module);
            }
            return loaded[path].exports;
        };
        return load(${JSON.stringify(entry)});
    })()`;
}
