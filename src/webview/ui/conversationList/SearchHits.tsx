import type { SearchHitView } from '../../protocol/conversationList.js';
import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { relativeDate } from '../common/relativeDate.js';
import type { HitGroup } from './hitGroups.js';

export interface SearchHitsProps {
  readonly groups: readonly HitGroup[];
  /** The row that the Tab key reaches. */
  readonly active: number;
  readonly onActive: (row: number) => void;
  readonly onOpen: (conversationId: string, messageId: string | null, words: readonly string[]) => void;
}

/** Properties of the button that is this row of the results. */
type RowProps = (row: number) => {
  readonly 'data-hit': string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
};

/** Hits under their conversations, one column of rows for the arrows. */
export function SearchHits({ groups, active, onActive, onOpen }: SearchHitsProps) {
  const rowCount = groups.reduce((sum, { hits }) => sum + 1 + hits.length, 0);
  const rowProps: RowProps = (row) => ({
    'data-hit': '',
    tabIndex: row === Math.min(active, rowCount - 1) ? 0 : -1,
    onFocus: () => onActive(row),
  });
  return (
    <ul class="hits">
      {groups.map((group) => (
        <Group key={group.conversation.id} group={group} rowProps={rowProps} onOpen={onOpen} />
      ))}
    </ul>
  );
}

interface GroupProps extends Pick<SearchHitsProps, 'onOpen'> {
  readonly group: HitGroup;
  readonly rowProps: RowProps;
}

function Group({ group: { conversation, rowsBefore, title, hits }, rowProps, onOpen }: GroupProps) {
  const strings = useStrings();
  return (
    <li class="hit-group">
      <button
        type="button"
        class="hit-title"
        onClick={() => onOpen(conversation.id, null, [])}
        {...rowProps(rowsBefore)}
      >
        <span class="conversation-title">
          {title === undefined ? conversation.title || strings.untitled : <Snippet hit={title} />}
        </span>
        {conversation.pinned && <Mark icon="pinned" label={strings.groupPinned} />}
        {conversation.archived && <Mark icon="archive" label={strings.listArchived} />}
      </button>
      {hits.length > 0 && (
        <ul>
          {hits.map((hit, index) => (
            <li key={hit.messageId}>
              <button
                type="button"
                class="hit"
                onClick={() => onOpen(conversation.id, hit.messageId, hit.words)}
                {...rowProps(rowsBefore + 1 + index)}
              >
                <HitText hit={hit} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function HitText({ hit }: { readonly hit: SearchHitView }) {
  const { store } = useChat();
  return (
    <>
      <span class="hit-snippet">
        <Snippet hit={hit} />
      </span>
      <span class="hit-source">
        <span>{hit.author}</span>
        <time dateTime={new Date(hit.time).toISOString()}>
          {relativeDate(hit.time, Date.now(), store.settings.value?.locale)}
        </time>
      </span>
    </>
  );
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
