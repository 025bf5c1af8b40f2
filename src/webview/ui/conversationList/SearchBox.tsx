import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { searchSuggestions, takeSuggestion } from './searchSuggestions.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { SearchHelp, searchHelpId } from './SearchHelp.js';

const suggestionsId = 'search-suggestions';
const optionId = (index: number): string => `${suggestionsId}-${index}`;

export interface SearchBoxProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Enter, without a suggestion. */
  readonly onEnter: () => void;
  /** The arrow down, without suggestions. */
  readonly onDown: () => void;
}

/** Where one types what is looked for. Values of filters are suggested as in the ARIA pattern of a combobox. */
export function SearchBox({ inputRef, onEnter, onDown }: SearchBoxProps) {
  const { search } = useChat().conversations;
  const strings = useStrings();
  const text = search.text.value;
  const [cursor, setCursor] = useState(text.length);
  const [closed, setClosed] = useState(true);
  const [active, setActive] = useState(-1);
  const [helpOpen, setHelpOpen] = useState(false);
  /** Where the cursor is to stand after the text was changed for the user. */
  const wantedCursor = useRef<number | null>(null);
  const suggestions = closed ? undefined : searchSuggestions(text, cursor, search.labels.value);

  useLayoutEffect(() => {
    if (wantedCursor.current === null) return;
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(wantedCursor.current, wantedCursor.current);
    wantedCursor.current = null;
  });

  const change = (next: string, at: number) => {
    search.type(next);
    setCursor(at);
    setClosed(false);
    setActive(-1);
  };
  const put = (next: { readonly text: string; readonly cursor: number }) => {
    wantedCursor.current = next.cursor;
    change(next.text, next.cursor);
  };
  const take = (value: string) => suggestions !== undefined && put(takeSuggestion(text, suggestions, value));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const values = suggestions?.values ?? [];
    const chosen = values[active];
    switch (event.key) {
      case 'ArrowDown':
        if (values.length === 0) onDown();
        else setActive((active + 1) % values.length);
        break;
      case 'ArrowUp':
        if (values.length === 0) return;
        setActive(active <= 0 ? values.length - 1 : active - 1);
        break;
      case 'Enter':
        if (chosen === undefined) onEnter();
        else take(chosen);
        break;
      case 'Tab':
        if (chosen === undefined) return;
        take(chosen);
        break;
      case 'Escape':
        if (values.length > 0) setClosed(true);
        else if (helpOpen) setHelpOpen(false);
        else if (text !== '') search.clear();
        // Nothing is left to close here: the panel's turn.
        else return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const clear = () => put({ text: '', cursor: 0 });
  const insert = (filter: string) => put(filterInserted(text, filter));

  return (
    <search class="list-search">
      <div class="search-box">
        <Icon name="search" />
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          aria-label={strings.search}
          aria-autocomplete="list"
          aria-expanded={suggestions !== undefined}
          aria-controls={suggestionsId}
          aria-activedescendant={suggestions !== undefined && active >= 0 ? optionId(active) : undefined}
          placeholder={strings.searchHint}
          spellcheck={false}
          autocomplete="off"
          maxLength={1_000}
          value={text}
          onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
          onFocus={() => search.askForLabels()}
          onBlur={() => setClosed(true)}
          onKeyDown={onKeyDown}
        />
        {text !== '' && <IconButton icon="close" label={strings.searchClear} class="small" onClick={clear} />}
        <IconButton
          icon="quote"
          label={strings.searchExact}
          class="small"
          pressed={search.exact.value}
          onClick={() => search.setExact(!search.exact.peek())}
        />
        <IconButton
          icon="question"
          label={strings.searchHelp}
          class="small"
          expanded={helpOpen}
          controls={searchHelpId}
          onClick={() => setHelpOpen(!helpOpen)}
        />
      </div>
      <ul
        id={suggestionsId}
        class="suggestion-list"
        role="listbox"
        aria-label={strings.searchSuggestions}
        hidden={suggestions === undefined}
      >
        {suggestions?.values.map((value, index) => (
          <li
            key={value}
            id={optionId(index)}
            class={index === active ? 'active' : ''}
            role="option"
            aria-selected={index === active}
            // The box keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(value)}
          >
            {value}
          </li>
        ))}
      </ul>
      {helpOpen && <SearchHelp onChoose={insert} />}
    </search>
  );
}

/** A filter at the end of what stands there, the cursor where its value belongs. */
function filterInserted(text: string, filter: string): { readonly text: string; readonly cursor: number } {
  const before = text.trim() === '' ? '' : `${text.trimEnd()} `;
  const next = before + filter;
  return { text: next, cursor: filter.endsWith('""') ? next.length - 1 : next.length };
}
