/**
 * Where a key leads in a menu: arrows go round, letters find.
 *
 * @param at the item with the focus; -1 for none.
 * @returns an index; `undefined` for a key that means nothing here.
 */
export function nextMenuItem(key: string, at: number, labels: readonly (string | null)[]): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % labels.length;
    case 'ArrowUp':
      return at <= 0 ? labels.length - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return labels.length - 1;
  }
  if ([...key].length !== 1 || key === ' ') return undefined;
  const round = labels.map((_label, step) => (at + 1 + step) % labels.length);
  return round.find((index) => labels[index]?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()) === true);
}

/** Moves the focus in an open menu, and closes it with Escape and Tab; no key goes on to what is behind it. */
export function followMenuKey(event: KeyboardEvent, menu: HTMLElement, close: () => void): void {
  event.stopPropagation();
  const buttons = [...menu.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = nextMenuItem(
    event.key,
    at,
    buttons.map(({ textContent }) => textContent),
  );
  if (event.key === 'Escape' || event.key === 'Tab') close();
  else if (next === undefined) return;
  else buttons[next]?.focus();
  event.preventDefault();
}
