/**
 * Files that are dropped anywhere on the call are offered. Without this the browser would go to the file, and out of the call.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement} stage which shows that they can be dropped
 * @param {(files: File[]) => void} offer
 */
export function bindFileDrop(root, stage, offer) {
    root.addEventListener('dragover', event => {
        if (hasFiles(event)) {
            event.preventDefault();
            event.dataTransfer.dropEffect = 'copy';
            stage.classList.add('dropping');
        }
    });
    root.addEventListener('dragleave', event => {
        if (!root.contains(event.relatedTarget)) {
            stage.classList.remove('dropping');
        }
    });
    root.addEventListener('drop', event => {
        stage.classList.remove('dropping');
        if (hasFiles(event)) {
            event.preventDefault();
            const files = filesOf(event.dataTransfer);
            if (files.length > 0) {
                offer(files);
            }
        }
    });
}

function hasFiles({dataTransfer}) {
    return dataTransfer.types.includes('Files');
}

/** Folders look like files and cannot be read. */
function filesOf({items}) {
    return [...items]
        .filter(item => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory !== true)
        .map(item => item.getAsFile());
}
