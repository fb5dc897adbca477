import {showAvatar} from './avatar.js';
import {onOff} from './tile.js';

/** One's own picture, as in a mirror, kept up to date. The name is for the initials. */
export function bindOwnPicture(tile, media, name) {
    const video = tile.querySelector('video');
    const show = () => {
        const {track} = media.video;
        tile.dataset.video = onOff(track !== null);
        tile.dataset.audio = onOff(media.state.audio);
        if (track === null) {
            video.srcObject = null;
        } else if (video.srcObject?.getVideoTracks()[0] !== track) {
            // Only the picture: whoever heard themselves would not hear the others.
            video.srcObject = new MediaStream([track]);
        }
        showAvatar(tile.querySelector('.avatar'), name() || 'You');
    };
    media.addEventListener('change', show);
    show();
    return show;
}
