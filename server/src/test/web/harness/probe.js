// Eyes and ears inside of a page, for page.js. Sent there as text: nothing from this file's surroundings reaches it.

/** Runs before the page's own scripts and leaves window.probe. */
export function probe(readTestPicture, mosaic) {
    // Large enough for the cells of the strip (5 by 8 pixels), small enough for pages that decode three videos beside it.
    const small = {width: 160, height: 90};
    const all = [];
    const userName = description => /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
        constructor(...args) {
            super(...args);
            all.push(this);
            this.rollbacks = 0;
            this.addEventListener('negotiationneeded', () => console.debug(`connection ${all.indexOf(this)}: negotiation needed`));
        }

        setLocalDescription(description) {
            this.rollbacks += description?.type === 'rollback' ? 1 : 0;
            return this.#told('local', description, super.setLocalDescription(description));
        }

        setRemoteDescription(description) {
            // In browsers an offer that is applied over one's own takes that one back.
            this.rollbacks += description.type === 'offer' && this.signalingState === 'have-local-offer' ? 1 : 0;
            return this.#told('remote', description, super.setRemoteDescription(description));
        }

        /** What became of a description goes to the console, where a test that fails finds it. */
        #told(side, description, done) {
            const number = all.indexOf(this);
            const what = `${side} ${description?.type} ${userName(description) ?? ''} ${/a=setup:\S+/.exec(description?.sdp)?.[0] ?? ''}`;
            done.then(
                () => console.debug(`connection ${number}: ${what}, now ${this.signalingState}`),
                failure => console.debug(`connection ${number}: ${what} failed: ${failure}`));
            return done;
        }
    };
    const connections = () => all.filter(connection => connection.connectionState !== 'closed');

    const list = () => [...document.querySelectorAll('[aria-label="Participants"]')]
        .find(element => element.checkVisibility()) ?? null;
    const tiles = () => [...list()?.children ?? []];
    const caption = tile => tile.innerText.trim().split('\n').at(-1).trim();
    const tile = name => tiles().find(each => caption(each) === name);
    const video = name => name === null
        ? document.querySelector('[aria-label="You"] video')
        : tile(name)?.querySelector('video');

    const canvas = document.createElement('canvas');
    Object.assign(canvas, small);
    const context = canvas.getContext('2d', {willReadFrequently: true});
    const draw = element => {
        context.drawImage(element, 0, 0, small.width, small.height);
        return context.getImageData(0, 0, small.width, small.height).data;
    };

    // What a picture looks like in a number that changes with it: a sum over a coarse grid of its pixels.
    const look = pixels => {
        let sum = 0;
        for (let i = 0; i < pixels.length; i += 4 * 7) {
            sum = (sum * 31 + pixels[i] * 65536 + pixels[i + 1] * 256 + pixels[i + 2]) % 4294967291;
        }
        return sum;
    };
    // One tile at a time, and not every picture: to look at one costs as much as to show it.
    let watched = null;
    const pauseMs = 100;
    const watch = element => {
        const mine = watched = {element, frames: []};
        const painted = () => {
            if (watched !== mine) {
                return;
            }
            const at = Date.now();
            if (at - (mine.frames.at(-1)?.at ?? 0) < pauseMs) {
                element.requestVideoFrameCallback(painted);
                return;
            }
            const pixels = draw(element);
            mine.frames.push({at, look: look(pixels), ...readTestPicture(pixels, small.width, small.height, 4, at)});
            mine.frames.splice(0, Math.max(0, mine.frames.length - 300));
            element.requestVideoFrameCallback(painted);
        };
        element.requestVideoFrameCallback(painted);
    };

    // By the page's own clock: a question from outside may come late.
    let pressed = null;
    addEventListener('submit', () => pressed = performance.now(), true);
    const firstPainted = new WeakMap();
    new MutationObserver(changes => {
        for (const added of changes.flatMap(change => [...change.addedNodes])) {
            for (const element of added.querySelectorAll?.('video') ?? []) {
                element.requestVideoFrameCallback(painted => firstPainted.set(element, painted));
            }
        }
    }).observe(document, {childList: true, subtree: true});

    const meters = new WeakMap();
    let audio = null;
    const meter = stream => {
        audio ??= new AudioContext();
        const analyser = audio.createAnalyser();
        audio.createMediaStreamSource(stream).connect(analyser);
        meters.set(stream, analyser);
        return analyser;
    };

    window.probe = {
        connections,
        list,
        links: () => connections().map(connection => ({
            connection: connection.connectionState,
            signaling: connection.signalingState,
            local: userName(connection.currentLocalDescription),
            remote: userName(connection.currentRemoteDescription),
            rollbacks: connection.rollbacks,
        })),
        names: () => tiles().map(caption),
        frames(name) {
            const element = video(name);
            if (!element) {
                return [];
            }
            if (watched?.element !== element) {
                watch(element);
            }
            return watched.frames;
        },
        async decodedPerSecond(name) {
            const track = video(name)?.srcObject?.getVideoTracks()[0];
            const receiver = connections().flatMap(connection => connection.getReceivers())
                .find(each => track !== undefined && each.track === track);
            const stats = [...(await receiver?.getStats())?.values() ?? []];
            return stats.find(each => each.type === 'inbound-rtp' && each.kind === 'video')?.framesPerSecond ?? 0;
        },
        pictureSize(name) {
            const {videoWidth = 0, videoHeight = 0} = video(name) ?? {};
            return {width: videoWidth, height: videoHeight};
        },
        lookAway: () => {
            watched = null;
        },
        firstPictureMs(name) {
            const painted = firstPainted.get(video(name) ?? document);
            return painted === undefined ? null : painted - pressed;
        },
        mosaic(name) {
            const element = video(name);
            if (!element || element.videoWidth === 0) {
                return null;
            }
            return mosaic(draw(element), small.width, small.height, 4);
        },
        loudness(name) {
            const stream = video(name)?.srcObject;
            if (!stream || stream.getAudioTracks().length === 0) {
                return 0;
            }
            const analyser = meters.get(stream) ?? meter(stream);
            const samples = new Float32Array(analyser.fftSize);
            analyser.getFloatTimeDomainData(samples);
            return Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
        },
        restartIceAt: moment => new Promise(resolve => setTimeout(() => {
            connections().forEach(connection => connection.restartIce());
            resolve();
        }, Math.max(0, moment - Date.now()))),
    };
}
