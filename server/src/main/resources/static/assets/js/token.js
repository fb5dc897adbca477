// The token of an identity provider with which a person was sent here, where the server asks for one.

const TOKEN = 'confero.token';

/**
 * Takes the token out of the page's address: a link ends in `#token=…`, as what follows the # is sent to no server. It is
 * taken out of the address bar and the history at once, so that nobody copies it with the link, and kept for this tab, so
 * that the page may be loaded again.
 *
 * @param {{location: Location, history: History, storage: Storage}} [page] for tests
 * @returns {string | undefined} the newest one of this tab
 */
export function takeToken({location, history, storage} = {location: window.location, history: window.history, storage: sessionStorage}) {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const token = fragment.get('token');
    if (token === null) {
        return kept(storage);
    }
    fragment.delete('token');
    const rest = fragment.toString();
    history.replaceState(history.state, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
    keep(storage, token);
    return token === '' ? undefined : token;
}

// Private windows may refuse; then the token is good until the page is loaded again.

function kept(storage) {
    try {
        return storage.getItem(TOKEN) ?? undefined;
    } catch {
        return undefined;
    }
}

function keep(storage, token) {
    try {
        if (token === '') {
            storage.removeItem(TOKEN);
        } else {
            storage.setItem(TOKEN, token);
        }
    } catch {
        // it is good until then
    }
}
