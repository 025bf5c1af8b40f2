import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import type { HistoryScope } from '../../protocol/protocol.js';
import { IconButton } from '../common/IconButton.js';

/** Which conversations the list shows; while some are chosen, what can be done with them. */
export function ListToolbar() {
  const { selection } = useChat().history;
  return <div class="list-toolbar">{selection.active.value ? <SelectionBar /> : <ScopeBar />}</div>;
}

function ScopeBar() {
  const { list, selection } = useChat().history;
  const strings = useStrings();
  const scopes: readonly (readonly [HistoryScope, string])[] = [
    ['all', strings.historyScopeAll],
    ...(list.hasWorkspace.value ? ([['workspace', strings.historyScopeWorkspace]] as const) : []),
    ['archived', strings.historyScopeArchived],
    ['deleted', strings.historyScopeDeleted],
  ];
  return (
    <>
      <select
        class="scope"
        aria-label={strings.historyScope}
        value={list.scope.value}
        onChange={(event) => list.show(event.currentTarget.value as HistoryScope)}
      >
        {scopes.map(([scope, label]) => (
          <option key={scope} value={scope}>
            {label}
          </option>
        ))}
      </select>
      {list.scope.value !== 'deleted' && (
        <IconButton icon="checklist" label={strings.historySelect} onClick={() => selection.begin()} />
      )}
    </>
  );
}

function SelectionBar() {
  const { history } = useChat();
  const strings = useStrings();
  const { list, selection } = history;
  const ids = [...selection.ids.value];
  const isNone = ids.length === 0;
  const isArchive = list.scope.value === 'archived';
  const allPinned = ids.every((id) => list.entry(id)?.row.value.pinned === true);
  const remove = () => {
    history.delete(ids);
    selection.end();
  };
  const archive = () => {
    history.setArchived(ids, !isArchive);
    selection.end();
  };
  return (
    <div class="selection-bar" role="toolbar" aria-label={fillIn(strings.historySelected, ids.length)}>
      <span class="selection-count">{fillIn(strings.historySelected, ids.length)}</span>
      <IconButton icon="check-all" label={strings.historySelectAll} class="small" onClick={() => history.selectAll()} />
      <IconButton
        icon={allPinned && !isNone ? 'pinned' : 'pin'}
        label={allPinned && !isNone ? strings.historyUnpin : strings.historyPin}
        class="small"
        disabled={isNone}
        onClick={() => history.setPinned(ids, !allPinned)}
      />
      <IconButton
        icon="tag"
        label={strings.historyEditTags}
        class="small"
        disabled={isNone}
        onClick={() => history.editTags(ids)}
      />
      <IconButton
        icon={isArchive ? 'unarchive' : 'archive'}
        label={isArchive ? strings.historyUnarchive : strings.historyArchive}
        class="small"
        disabled={isNone}
        onClick={archive}
      />
      <IconButton
        icon="export"
        label={strings.historyExport}
        class="small"
        disabled={isNone}
        onClick={() => history.export(ids)}
      />
      <IconButton icon="trash" label={strings.historyDelete} class="small" disabled={isNone} onClick={remove} />
      <IconButton icon="close" label={strings.historySelectEnd} class="small" onClick={() => selection.end()} />
    </div>
  );
}
