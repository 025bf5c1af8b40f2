import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { Welcome } from './Welcome.js';

/** What a new chat shows until its first message. */
export function EmptyState() {
  const { welcome } = useChat().store.status.value;
  return (
    <div class="empty">
      <div class="empty-mark">
        <Icon name="compass" />
      </div>
      {welcome === null ? <Suggestions /> : <Welcome welcome={welcome} />}
    </div>
  );
}

function Suggestions() {
  const { store } = useChat();
  const strings = useStrings();
  const suggestions = [strings.suggestionExplain, strings.suggestionReview, strings.suggestionTests];
  const take = (suggestion: string) => {
    // Each is about this code: what is in use in the editor is what is meant, and is seen before it is sent.
    store.attachments.attachOffered();
    store.type(`${suggestion}\n\n`);
    store.focusRequests.value += 1;
  };
  return (
    <>
      <h2>{strings.emptyTitle}</h2>
      <p>{strings.emptyHint}</p>
      <ul class="suggestions">
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button type="button" onClick={() => take(suggestion)}>
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
