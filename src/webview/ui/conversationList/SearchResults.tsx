import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { rowAfterMove } from '../common/rovingFocus.js';
import { groupHits } from './hitGroups.js';
import { SearchHits, type SearchHitsProps } from './SearchHits.js';
import type { SearchResults as Results } from './conversationSearch.js';

/** How long the typing has to pause before the number of results is said aloud, in milliseconds. */
const quietMs = 700;
const keysThatMove: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export interface SearchResultsProps {
  readonly onOpen: SearchHitsProps['onOpen'];
  /** Back to the search box. */
  readonly onLeave: () => void;
}

/** What was found, under the conversations it is in. */
export function SearchResults({ onOpen, onLeave }: SearchResultsProps) {
  const { conversations } = useChat();
  const strings = useStrings();
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const results = conversations.search.results.value;
  useEffect(() => setActive(0), [results?.text, results?.exact]);
  const summary = results && summaryOf(results, strings);
  useSummaryAnnouncement(results, summary);
  if (results === null || summary === null) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      conversations.search.clear();
      onLeave();
      event.stopPropagation();
      return;
    }
    const step = keysThatMove[event.key];
    const buttons = [...body.current!.querySelectorAll<HTMLElement>('[data-hit]')];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const to = rowAfterMove(at, step, buttons.length);
    if (to === undefined) onLeave();
    else buttons[to]?.focus();
  };

  return (
    <div class="list-body" ref={body} onKeyDown={onKeyDown} aria-busy={conversations.search.searching.value}>
      <Summary results={results} text={summary} />
      <SearchHits groups={groupHits(results.hits)} active={active} onActive={setActive} onOpen={onOpen} />
      {results.more && (
        <button type="button" class="button secondary search-more" onClick={() => conversations.search.showMore()}>
          {strings.searchMore}
        </button>
      )}
    </div>
  );
}

/** Says the summary aloud when the typing pauses. The same number again is worth saying for another text only. */
function useSummaryAnnouncement(results: Results | null, summary: string | null): void {
  const { store, conversations } = useChat();
  const isSearching = conversations.search.searching.value;
  useEffect(() => {
    if (summary === null || isSearching) return;
    const timer = setTimeout(() => store.announce(summary), quietMs);
    return () => clearTimeout(timer);
  }, [store, summary, results?.text, results?.exact, isSearching]);
}

function Summary({ results, text }: { readonly results: Results; readonly text: string }) {
  const strings = useStrings();
  const { hits, ignored, pending, problem, exact } = results;
  const isEmpty = hits.length === 0 && problem === '';
  return (
    <div class="search-summary">
      <p>{text}</p>
      {isEmpty && <p>{exact ? strings.searchNoneExact : strings.searchNoneHint}</p>}
      {ignored.length > 0 && <p class="search-ignored">{fillIn(strings.searchIgnored, ignored.join(', '))}</p>}
      {pending > 0 && <p class="search-ignored">{fillIn(strings.searchPending, pending)}</p>}
    </div>
  );
}

function summaryOf({ hits, more, problem }: Results, strings: ReturnType<typeof useStrings>): string {
  if (problem !== '') return `${strings.searchFailed} ${problem}`;
  if (hits.length === 0) return strings.searchNone;
  return fillIn(more ? strings.searchFirst : strings.searchResults, hits.length);
}
