/** What a key means in the search box. */
export type SearchBoxCommand =
  | { readonly type: 'highlight' | 'take'; /** Of a suggestion. */ readonly index: number }
  | { readonly type: 'open-first' | 'enter-list' | 'close-suggestions' | 'close-help' | 'clear' };

export interface SearchBoxState {
  /** How many are shown. */
  readonly suggestions: number;
  /** The suggestion that is highlighted; -1 for none. */
  readonly highlighted: number;
  readonly isHelpOpen: boolean;
  readonly isEmpty: boolean;
}

/** @returns `undefined` for a key that means nothing here. */
export function searchBoxCommand(
  key: string,
  { suggestions, highlighted, isHelpOpen, isEmpty }: SearchBoxState,
): SearchBoxCommand | undefined {
  const isHighlighted = highlighted >= 0 && highlighted < suggestions;
  switch (key) {
    case 'ArrowDown':
      if (suggestions === 0) return { type: 'enter-list' };
      return { type: 'highlight', index: (highlighted + 1) % suggestions };
    case 'ArrowUp':
      if (suggestions === 0) return undefined;
      return { type: 'highlight', index: highlighted <= 0 ? suggestions - 1 : highlighted - 1 };
    case 'Enter':
      return isHighlighted ? { type: 'take', index: highlighted } : { type: 'open-first' };
    case 'Tab':
      return isHighlighted ? { type: 'take', index: highlighted } : undefined;
    case 'Escape':
      if (suggestions > 0) return { type: 'close-suggestions' };
      if (isHelpOpen) return { type: 'close-help' };
      // Nothing is left to close in the box: the panel's turn.
      return isEmpty ? undefined : { type: 'clear' };
  }
  return undefined;
}
