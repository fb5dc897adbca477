// What the browser keeps for the next time. Private windows may refuse; then nothing is remembered, and nothing breaks.

const NAME = 'confero.name';

export function rememberedName() {
    try {
        return localStorage.getItem(NAME) ?? '';
    } catch {
        return '';
    }
}

export function rememberName(name) {
    try {
        localStorage.setItem(NAME, name);
    } catch {
        // it is asked for again
    }
}
