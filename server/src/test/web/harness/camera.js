// A camera that can do less, for tests whose machine must code many videos without a GPU.

/** As large as a tile that shows it, and no more frames a second than Chromium's fake camera films. */
export const MODEST = {width: 320, height: 180, frameRate: 20};

/**
 * Every document that the page opens from now on films so, whatever it asks for.
 *
 * @param {{width: number, height: number, frameRate: number}} camera the most that it can do
 */
export function limitCamera(page, camera) {
    return page.evaluateOnNewDocument(({width, height, frameRate}) => {
        // An empty page is not trusted with a camera.
        if (navigator.mediaDevices === undefined) {
            return;
        }
        const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = constraints => open({
            ...constraints, ...constraints.video && {
                video: {width: {exact: width}, height: {exact: height}, frameRate: {max: frameRate}},
            },
        });
    }, camera);
}
