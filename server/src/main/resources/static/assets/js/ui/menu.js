/**
 * A button that opens a menu, by the keyboard too: arrows go round, Escape and Tab close, and focus comes back to the
 * button (ARIA Authoring Practices, "Menu Button"). What the items do is the caller's.
 */
export function bindMenu(button, menu) {
    const items = () => [...menu.querySelectorAll('[role="menuitem"]')].filter(item => !item.hidden);
    const toggle = open => {
        menu.hidden = !open;
        button.setAttribute('aria-expanded', String(open));
    };
    const close = () => {
        const hadFocus = menu.contains(document.activeElement);
        toggle(false);
        if (hadFocus) {
            button.focus();
        }
    };
    button.addEventListener('click', () => {
        toggle(menu.hidden);
        items()[0]?.focus();
    });
    menu.addEventListener('click', event => event.target.closest('[role="menuitem"]') && close());
    menu.addEventListener('keydown', event => {
        const next = nextItem(event.key, items(), document.activeElement);
        if (next !== null) {
            event.preventDefault();
            next.focus();
        } else if (event.key === 'Escape') {
            event.stopPropagation();
            close();
        } else if (event.key === 'Tab') {
            toggle(false);
        }
    });
    // A menu that one has gone away from is in the way. A click on its own button closes it by itself.
    menu.addEventListener('focusout', ({relatedTarget}) => {
        if (relatedTarget !== null && relatedTarget !== button && !menu.contains(relatedTarget)) {
            toggle(false);
        }
    });
    return {close};
}

function nextItem(key, items, current) {
    const at = items.indexOf(current);
    switch (key) {
        case 'ArrowDown':
            return items[(at + 1) % items.length];
        case 'ArrowUp':
            return items.at((at - 1) % items.length);
        case 'Home':
            return items[0];
        case 'End':
            return items.at(-1);
        default:
            return null;
    }
}
