// Puts the page together.
import {LocalMedia} from './media/local-media.js';
import {linkOf, roomOfPath} from './protocol/rooms.js';
import {rememberedName} from './remembered.js';
import {Signaling} from './signaling/signaling.js';
import {Tab} from './tab.js';
import {takeToken} from './token.js';
import {CallScreen} from './ui/call-screen.js';
import {Confirm} from './ui/confirm.js';
import {Drafts} from './ui/drafts.js';
import {showInsecure} from './ui/insecure-screen.js';
import {OverScreen} from './ui/over-screen.js';
import {PasscodeDialog} from './ui/passcode-dialog.js';
import {bindShortcuts} from './ui/shortcuts.js';
import {StartScreen} from './ui/start-screen.js';
import {WaitingScreen} from './ui/waiting-screen.js';
import {Visit} from './visit.js';

/** Firefox loses what a page that is closed says last, about every third time; it does close the socket with 1001. */
const LOSES_LAST_WORD = navigator.userAgent.includes('Gecko/');

const part = id => document.getElementById(id);

if (window.isSecureContext && navigator.mediaDevices !== undefined) {
    run();
} else {
    showInsecure(part('insecure'), location);
}

function run() {
    const media = new LocalMedia(navigator.mediaDevices, new MediaStream());
    const confirm = new Confirm(part('confirm-dialog'));
    const templates = Object.fromEntries(['tile', 'person', 'visitor', 'message', 'file'].map(id => [id, part(id)]));
    const screens = {
        start: new StartScreen(part('start'), media, rememberedName(), {
            join: wish => visit.join(wish),
            newRoom: wish => visit.newRoom(wish),
        }),
        waiting: new WaitingScreen(part('waiting'), media, {cancel: () => visit.leave()}),
        call: new CallScreen(part('call'), templates, media, new Drafts(sessionStorage), {
            leave: () => visit.leave(),
            confirm: question => confirm.ask(question),
        }),
        over: new OverScreen(part('over'), {again: () => visit.again(), home: () => visit.home()}),
        passcode: new PasscodeDialog(part('passcode-dialog'), {
            tried: passcode => visit.showPasscode(passcode),
            givenUp: () => visit.leave(),
        }),
        confirm,
    };
    const reloaded = performance.getEntriesByType('navigation')[0]?.type === 'reload';
    const tab = new Tab(sessionStorage, navigator.locks, reloaded);
    const signaling = listener => new Signaling(location.origin, listener, {awayIsGoodbye: LOSES_LAST_WORD || window.navigation === undefined});
    const visit = new Visit(screens, media, tab, address(), signaling, takeToken());

    bindShortcuts(media, {h: () => screens.call.raiseHand(), c: () => screens.call.toggleChat()});
    bindNetwork(() => visit.hurry());
    bindGoing(visit);
    visit.begin();
}

/** The page's address, as far as a visit has to do with it. */
function address() {
    return {
        origin: location.origin,
        room: () => roomOfPath(location.pathname),
        enter: room => {
            if (roomOfPath(location.pathname) !== room) {
                history.pushState(null, '', linkOf(room, ''));
            }
        },
        go: link => location.assign(link),
        home: () => location.assign('/'),
        title: name => (document.title = name === null ? 'Confero' : `${name} – Confero`),
    };
}

/** The network is back, or another one: some browsers tell which kind it is, and that it is also when only its speed is another. */
function bindNetwork(changed) {
    window.addEventListener('online', changed);
    const {connection} = navigator;
    let type = connection?.type;
    connection?.addEventListener('change', () => {
        if (connection.type !== type) {
            type = connection.type;
            changed();
        }
    });
}

/**
 * A page that is going says so in its last moment; without it the others would wait for the socket to fall silent. Loading
 * again is not going: where the browser tells (Navigation API), nothing is said and the session waits for the next page.
 * Where it does not, the server gives the next page a moment; PROTOCOL.md, "HTTP". Where the last word of a page may be lost,
 * the end of the socket says it, too; so a page that is loaded again gives its socket up before.
 */
function bindGoing(visit) {
    let reloads = false;
    window.navigation?.addEventListener('navigate', event => {
        reloads = event.navigationType === 'reload';
        if (reloads && LOSES_LAST_WORD) {
            visit.rest();
        }
    });
    window.addEventListener('pagehide', () => visit.pause({forGood: !reloads}));
    window.addEventListener('pageshow', event => event.persisted && location.reload());
    window.addEventListener('popstate', () => {
        visit.moveOn();
        location.reload();
    });
}
