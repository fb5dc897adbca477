// Addresses in what people write. Nothing else in a text means anything: no HTML, no other schemes than the web's.

const ADDRESS = /https?:\/\/[^\s<>"`{}|\\^\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/giu;

/** What ends a sentence and not an address. */
const AFTER = /[.,;:!?'”’»)\]]$/u;

const OPENING = {')': '(', ']': '['};

/**
 * A text in pieces.
 *
 * @param {string} text
 * @returns {{text: string, href?: string}[]} joined, their texts are the text; those with href are addresses on the web
 */
export function linkify(text) {
    const pieces = [];
    let from = 0;
    for (const match of text.matchAll(ADDRESS)) {
        const written = trimmed(match[0]);
        const href = webAddress(written);
        if (href !== null) {
            add(pieces, {text: text.slice(from, match.index)});
            add(pieces, {text: written, href});
            from = match.index + written.length;
        }
    }
    add(pieces, {text: text.slice(from)});
    return pieces;
}

/** Shows a text in an element, its addresses as links that tell the other side nothing of this page and get no hold of it. */
export function showText(element, text) {
    element.replaceChildren(...linkify(text).map(piece => (piece.href === undefined ? piece.text : anchor(piece))));
}

function anchor({text, href}) {
    const link = document.createElement('a');
    link.textContent = text;
    link.href = href;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    link.referrerPolicy = 'no-referrer';
    // Letters of other alphabets that look like ours are told apart here.
    link.title = href;
    return link;
}

/** A full stop after an address is not of it, nor is a bracket that was opened before it. */
function trimmed(address) {
    let end = address;
    while (AFTER.test(end) && !closesItsOwn(end)) {
        end = end.slice(0, -1);
    }
    return end;
}

function closesItsOwn(address) {
    const last = address.at(-1);
    const opening = OPENING[last];
    return opening !== undefined && address.split(opening).length >= address.split(last).length;
}

function webAddress(written) {
    try {
        const {protocol, hostname, username, password, href} = new URL(written);
        // user@host is how one address is made to look like another.
        const plain = username === '' && password === '' && hostname !== '';
        return plain && (protocol === 'http:' || protocol === 'https:') ? href : null;
    } catch {
        return null;
    }
}

function add(pieces, piece) {
    if (piece.text !== '') {
        pieces.push(piece);
    }
}
