// What stands where there is no picture: initials on a colour that is always the same for the same name.

/** One or two letters. */
export function initials(name) {
    const words = name.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word));
    const letters = words.map(word => word.match(/[\p{L}\p{N}]/u)[0].toLocaleUpperCase());
    return letters.length > 1 ? letters[0] + letters.at(-1) : (letters[0] ?? '?');
}

/** Degrees on the colour circle. */
export function hue(name) {
    let hash = 0;
    for (const character of name) {
        hash = (hash * 31 + character.codePointAt(0)) % 360_000;
    }
    return hash % 360;
}

export function showAvatar(element, name) {
    element.textContent = initials(name);
    element.style.setProperty('--hue', String(hue(name)));
}
