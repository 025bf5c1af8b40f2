import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { searchBoxCommand } from './searchBoxKeys.js';
import { SearchHelp, searchHelpId } from './SearchHelp.js';
import { appendFilter } from './searchSuggestions.js';
import { useSearchText, type SearchText } from './useSearchText.js';

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
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchText = useSearchText(inputRef);
  const { text, suggestions, highlighted } = searchText;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const state = { suggestions: suggestions.length, highlighted, isHelpOpen, isEmpty: text === '' };
    const command = searchBoxCommand(event.key, state);
    if (command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    switch (command.type) {
      case 'highlight':
        return searchText.highlight(command.index);
      case 'take':
        return searchText.take(suggestions[command.index]!);
      case 'open-first':
        return onEnter();
      case 'enter-list':
        return onDown();
      case 'close-suggestions':
        return searchText.closeSuggestions();
      case 'close-help':
        return setHelpOpen(false);
      case 'clear':
        return search.clear();
    }
  };

  return (
    <search class="list-search">
      <div class="search-box">
        <Icon name="search" />
        <SearchInput inputRef={inputRef} searchText={searchText} onKeyDown={onKeyDown} />
        <SearchBoxButtons searchText={searchText} isHelpOpen={isHelpOpen} onHelp={() => setHelpOpen(!isHelpOpen)} />
      </div>
      <SuggestionList searchText={searchText} />
      {isHelpOpen && <SearchHelp onChoose={(filter) => searchText.replace(appendFilter(text, filter))} />}
    </search>
  );
}

interface SearchInputProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly searchText: SearchText;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function SearchInput({ inputRef, searchText, onKeyDown }: SearchInputProps) {
  const { search } = useChat().conversations;
  const strings = useStrings();
  const { text, suggestions, highlighted } = searchText;
  return (
    <input
      ref={inputRef}
      type="text"
      role="combobox"
      aria-label={strings.search}
      aria-autocomplete="list"
      aria-expanded={suggestions.length > 0}
      aria-controls={suggestionsId}
      aria-activedescendant={suggestions.length > 0 && highlighted >= 0 ? optionId(highlighted) : undefined}
      placeholder={strings.searchHint}
      spellcheck={false}
      autocomplete="off"
      maxLength={1_000}
      value={text}
      onInput={({ currentTarget: { value, selectionStart } }) =>
        searchText.type({ text: value, cursor: selectionStart ?? 0 })
      }
      onSelect={(event) => searchText.moveCursor(event.currentTarget.selectionStart ?? 0)}
      onFocus={() => search.askForLabels()}
      onBlur={() => searchText.closeSuggestions()}
      onKeyDown={onKeyDown}
    />
  );
}

interface SearchBoxButtonsProps {
  readonly searchText: SearchText;
  readonly isHelpOpen: boolean;
  readonly onHelp: () => void;
}

function SearchBoxButtons({ searchText, isHelpOpen, onHelp }: SearchBoxButtonsProps) {
  const { search } = useChat().conversations;
  const strings = useStrings();
  return (
    <>
      {searchText.text !== '' && (
        <IconButton
          icon="close"
          label={strings.searchClear}
          class="small"
          onClick={() => searchText.replace({ text: '', cursor: 0 })}
        />
      )}
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
        expanded={isHelpOpen}
        controls={searchHelpId}
        onClick={onHelp}
      />
    </>
  );
}

function SuggestionList({ searchText }: { readonly searchText: SearchText }) {
  const strings = useStrings();
  const { suggestions, highlighted } = searchText;
  return (
    <ul
      id={suggestionsId}
      class="suggestion-list"
      role="listbox"
      aria-label={strings.searchSuggestions}
      hidden={suggestions.length === 0}
    >
      {suggestions.map((value, index) => (
        <li
          key={value}
          id={optionId(index)}
          class={index === highlighted ? 'active' : ''}
          role="option"
          aria-selected={index === highlighted}
          // The box keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => searchText.take(value)}
        >
          {value}
        </li>
      ))}
    </ul>
  );
}
