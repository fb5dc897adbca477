/** Why there can be no call from here, and what the person and the operator can do about it. */
export function showInsecure(root, {host, hostname, port, pathname}) {
    root.hidden = false;
    root.querySelector('#insecure-host').textContent = host;
    root.querySelector('#insecure-https').href = `https://${hostname}${pathname}`;
    root.querySelector('#insecure-localhost').textContent = `http://localhost${port === '' ? '' : `:${port}`}${pathname}`;
    root.querySelector('h1').focus();
}
