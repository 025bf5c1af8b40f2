import { useEffect, useRef, useState } from 'preact/hooks';
import type { SearchHitView } from '../../protocol/conversationList.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { groupHits } from './hitGroups.js';
import type { SearchResults as Results } from './conversationSearch.js';
import { relativeDate } from '../common/relativeDate.js';
import { Icon } from '../common/Icon.js';

/** How long the typing has to pause before the number of results is said aloud, in milliseconds. */
const quietMs = 700;
const keysThatMove: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export interface SearchResultsProps {
  readonly onOpen: (conversationId: string, messageId: string | null) => void;
  /** Back to the search box. */
  readonly onLeave: () => void;
}

/** What was found, under the conversations it is in. */
export function SearchResults({ onOpen, onLeave }: SearchResultsProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const results = conversations.search.results.value;
  const isSearching = conversations.search.searching.value;
  useEffect(() => setActive(0), [results?.text, results?.exact]);
  // The same number again is worth saying for another text only.
  const summary = results && summaryOf(results, strings);
  useEffect(() => {
    if (summary === null || isSearching) return;
    const timer = setTimeout(() => store.announce(summary), quietMs);
    return () => clearTimeout(timer);
  }, [store, summary, results?.text, results?.exact, isSearching]);
  if (results === null || summary === null) return null;
  const groups = groupHits(results.hits);
  const rowCount = groups.reduce((sum, { hits }) => sum + 1 + hits.length, 0);

  const move = (event: KeyboardEvent) => {
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
    if (at + step === -1) onLeave();
    else buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  };
  let number = 0;
  const rowProps = () => {
    const own = number++;
    return { 'data-hit': '', tabIndex: own === Math.min(active, rowCount - 1) ? 0 : -1, onFocus: () => setActive(own) };
  };

  return (
    <div class="list-body" ref={body} onKeyDown={move} aria-busy={isSearching}>
      <Summary results={results} text={summary} />
      <ul class="hits">
        {groups.map(({ conversation, title, hits }) => (
          <li key={conversation.id} class="hit-group">
            <button type="button" class="hit-title" onClick={() => onOpen(conversation.id, null)} {...rowProps()}>
              <span class="conversation-title">
                {title === undefined ? conversation.title || strings.untitled : <Snippet hit={title} />}
              </span>
              {conversation.pinned && <Mark icon="pinned" label={strings.groupPinned} />}
              {conversation.archived && <Mark icon="archive" label={strings.listArchived} />}
            </button>
            {hits.length > 0 && (
              <ul>
                {hits.map((hit) => (
                  <li key={hit.messageId}>
                    <button
                      type="button"
                      class="hit"
                      onClick={() => onOpen(conversation.id, hit.messageId)}
                      {...rowProps()}
                    >
                      <span class="hit-snippet">
                        <Snippet hit={hit} />
                      </span>
                      <span class="hit-source">
                        <span>{hit.author}</span>
                        <time dateTime={new Date(hit.time).toISOString()}>
                          {relativeDate(hit.time, Date.now(), store.settings.value?.locale)}
                        </time>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {results.more && (
        <button type="button" class="button secondary search-more" onClick={() => conversations.search.showMore()}>
          {strings.searchMore}
        </button>
      )}
    </div>
  );
}

function Summary({ results, text }: { readonly results: Results; readonly text: string }) {
  const strings = useStrings();
  const { hits, ignored, problem, exact } = results;
  const isEmpty = hits.length === 0 && problem === '';
  return (
    <div class="search-summary">
      <p>{text}</p>
      {isEmpty && <p>{exact ? strings.searchNoneExact : strings.searchNoneHint}</p>}
      {ignored.length > 0 && <p class="search-ignored">{fillIn(strings.searchIgnored, ignored.join(', '))}</p>}
    </div>
  );
}

function summaryOf({ hits, more, problem }: Results, strings: ReturnType<typeof useStrings>): string {
  if (problem !== '') return `${strings.searchFailed} ${problem}`;
  if (hits.length === 0) return strings.searchNone;
  return fillIn(more ? strings.searchFirst : strings.searchResults, hits.length);
}

function Snippet({ hit }: { readonly hit: SearchHitView }) {
  return <>{hit.snippet.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}</>;
}

function Mark({ icon, label }: { readonly icon: 'pinned' | 'archive'; readonly label: string }) {
  return (
    <span class="row-mark" title={label}>
      <Icon name={icon} />
      <span class="visually-hidden">{label}</span>
    </span>
  );
}
