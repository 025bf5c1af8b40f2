import { useEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';

/** So much before the end comes into sight, more is loaded. */
const margin = '0px 0px 800px';

/** What stands below the last row: that there is more, that there is nothing, or that nothing can be read. */
export function ListEnd() {
  const { list } = useChat().conversations;
  const strings = useStrings();
  if (list.problem.value !== '') {
    return (
      <div class="list-note" role="alert">
        <p>
          {strings.conversationsUnreadable} {list.problem.value}
        </p>
        <button type="button" class="button secondary" onClick={() => list.reload()}>
          {strings.tryAgain}
        </button>
      </div>
    );
  }
  if (list.hasMore.value) return <More />;
  if (!list.loaded.value) return <p class="list-note">{strings.loading}</p>;
  return list.entries.value.length === 0 ? <p class="list-note">{emptyText(list.scope.value, strings)}</p> : null;
}

/** Loads by itself as it comes near; the button is for whoever gets there faster. */
function More() {
  const { list } = useChat().conversations;
  const strings = useStrings();
  const button = useRef<HTMLButtonElement>(null);
  const isLoading = list.loading.value;
  const length = list.entries.value.length;
  useEffect(() => {
    if (isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && list.loadMore(), {
      root: button.current!.closest('.list-body'),
      rootMargin: margin,
    });
    observer.observe(button.current!);
    return () => observer.disconnect();
  }, [list, isLoading, length]);
  return (
    <button
      type="button"
      class="button secondary list-more"
      aria-disabled={isLoading}
      ref={button}
      onClick={() => list.loadMore()}
    >
      {isLoading ? strings.loading : strings.showMore}
    </button>
  );
}

function emptyText(scope: string, strings: ReturnType<typeof useStrings>): string {
  switch (scope) {
    case 'workspace':
      return strings.conversationsWorkspaceEmpty;
    case 'archived':
      return strings.conversationsArchivedEmpty;
    case 'deleted':
      return strings.conversationsDeletedEmpty;
    default:
      return strings.conversationsEmpty;
  }
}
