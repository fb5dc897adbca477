// Puts the page together: which screen, and what the screens' commands do.
import {Conference} from './call/conference.js';
import {LocalMedia} from './media/local-media.js';
import {linkOf, roomOfPath} from './protocol/rooms.js';
import {wordsFor} from './protocol/words.js';
import {rememberName, rememberedName} from './remembered.js';
import {createRoom} from './rooms-api.js';
import {Signaling} from './signaling/signaling.js';
import {CallScreen} from './ui/call-screen.js';
import {showInsecure} from './ui/insecure-screen.js';
import {bindShortcuts} from './ui/shortcuts.js';
import {StartScreen} from './ui/start-screen.js';

if (window.isSecureContext && navigator.mediaDevices !== undefined) {
    run();
} else {
    showInsecure(document.getElementById('insecure'), location);
}

function run() {
    const media = new LocalMedia(navigator.mediaDevices, new MediaStream());
    const start = new StartScreen(document.getElementById('start'), media, rememberedName(), {join, newRoom});
    const call = new CallScreen(document.getElementById('call'), document.getElementById('tile'), media, {leave});
    let conference = null;

    function join({room, origin, name}) {
        rememberName(name);
        if (origin !== null && origin !== location.origin) {
            location.assign(linkOf(room, origin));
            return;
        }
        start.setBusy(true);
        const mine = new Conference(media, listener => new Signaling(socketUrl(), listener));
        conference = mine;
        mine.addEventListener('change', function entered() {
            if (mine.server === 'waiting') {
                start.say(wordsFor('waiting'));
            } else if (mine.server === 'connected') {
                mine.removeEventListener('change', entered);
                enter(room, name);
            }
        });
        mine.addEventListener('refused', ({code, detail}) => back(wordsFor(code, detail)));
        mine.join({room, name});
    }

    function enter(room, name) {
        if (roomOfPath(location.pathname) !== room) {
            history.pushState(null, '', `/${room}`);
        }
        document.title = `${room} – Confero`;
        start.close();
        call.open(conference, {room, name, link: linkOf(room, location.origin)});
    }

    async function newRoom({name}) {
        start.setBusy(true);
        const {room, code} = await createRoom();
        if (room === undefined) {
            start.setBusy(false);
            start.say(wordsFor(code));
        } else {
            join({room, origin: null, name});
        }
    }

    function leave() {
        conference.leave();
        back('');
    }

    /** To the start screen; the devices stay open for the preview. */
    function back(problem) {
        conference = null;
        document.title = 'Confero';
        call.close();
        start.open(roomOfPath(location.pathname), problem);
    }

    bindShortcuts(media);
    window.addEventListener('online', () => conference?.hurry());
    // The last moment in which something can be said; without it the others would wait for the socket to fall silent.
    window.addEventListener('pagehide', () => conference?.farewell());
    window.addEventListener('pageshow', event => event.persisted && location.reload());
    window.addEventListener('popstate', () => location.reload());

    start.open(roomOfPath(location.pathname));
    media.open();
}

function socketUrl() {
    const url = new URL('/ws', location.href);
    url.protocol = location.protocol.replace('http', 'ws');
    return url;
}
