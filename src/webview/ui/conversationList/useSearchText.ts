import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chatContext.js';
import { searchSuggestions, takeSuggestion, type EditedText } from './searchSuggestions.js';

/** The text of the search box with the suggestions for it. */
export interface SearchText {
  readonly text: string;
  /** Empty while there is nothing to suggest. */
  readonly suggestions: readonly string[];
  /** The suggestion that is highlighted; -1 for none. */
  readonly highlighted: number;
  highlight(index: number): void;
  /** The user has typed. */
  type(edited: EditedText): void;
  moveCursor(cursor: number): void;
  /** Changes the text for the user, who goes on at the cursor. */
  replace(edited: EditedText): void;
  take(suggestion: string): void;
  closeSuggestions(): void;
}

export function useSearchText(input: RefObject<HTMLInputElement | null>): SearchText {
  const { search } = useChat().conversations;
  const text = search.text.value;
  const [cursor, moveCursor] = useState(text.length);
  const [isClosed, setClosed] = useState(true);
  const [highlighted, highlight] = useState(-1);
  /** Where the cursor is to stand after the text was changed for the user. */
  const wantedCursor = useRef<number | null>(null);
  const suggestions = isClosed ? undefined : searchSuggestions(text, cursor, search.labels.value);

  useLayoutEffect(() => {
    if (wantedCursor.current === null) return;
    input.current?.focus();
    input.current?.setSelectionRange(wantedCursor.current, wantedCursor.current);
    wantedCursor.current = null;
  });

  const type = (edited: EditedText) => {
    search.type(edited.text);
    moveCursor(edited.cursor);
    setClosed(false);
    highlight(-1);
  };
  const replace = (edited: EditedText) => {
    wantedCursor.current = edited.cursor;
    type(edited);
  };
  return {
    text,
    suggestions: suggestions?.values ?? [],
    highlighted,
    highlight,
    type,
    moveCursor,
    replace,
    take: (suggestion) => suggestions !== undefined && replace(takeSuggestion(text, suggestions, suggestion)),
    closeSuggestions: () => setClosed(true),
  };
}
