/** Writing what is there already would make a screen reader say it again. */
export function setText(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}
