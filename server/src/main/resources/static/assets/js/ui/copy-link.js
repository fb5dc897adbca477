const CONFIRMATION_MS = 2_500;

/** A button that copies, and says so where it stands and to screen readers. */
export function bindCopyLink(button, announcer, {link, failed}) {
    const label = button.querySelector('.text');
    const usual = label.textContent;
    let timer;
    button.addEventListener('click', async () => {
        try {
            await navigator.clipboard.writeText(link());
        } catch {
            failed();
            return;
        }
        button.dataset.done = '';
        label.textContent = 'Link copied';
        announcer.textContent = 'Link copied';
        clearTimeout(timer);
        timer = setTimeout(() => {
            delete button.dataset.done;
            label.textContent = usual;
            announcer.textContent = '';
        }, CONFIRMATION_MS);
    });
}
