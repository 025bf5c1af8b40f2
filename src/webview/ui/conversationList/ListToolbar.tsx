import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import type { ListScope } from '../../protocol/conversationList.js';
import { IconButton } from '../common/IconButton.js';

/** Which conversations the list shows; while some are chosen, what can be done with them. */
export function ListToolbar() {
  const { selection } = useChat().conversations;
  return <div class="list-toolbar">{selection.active.value ? <SelectionBar /> : <ScopeBar />}</div>;
}

function ScopeBar() {
  const { list, selection } = useChat().conversations;
  const strings = useStrings();
  const scopes: readonly (readonly [ListScope, string])[] = [
    ['all', strings.listScopeAll],
    ...(list.hasWorkspace.value ? ([['workspace', strings.listScopeWorkspace]] as const) : []),
    ['archived', strings.listScopeArchived],
    ['deleted', strings.listScopeDeleted],
  ];
  return (
    <>
      <select
        class="scope"
        aria-label={strings.listScope}
        value={list.scope.value}
        onChange={(event) => list.show(event.currentTarget.value as ListScope)}
      >
        {scopes.map(([scope, label]) => (
          <option key={scope} value={scope}>
            {label}
          </option>
        ))}
      </select>
      {list.scope.value !== 'deleted' && (
        <IconButton icon="checklist" label={strings.listSelect} onClick={() => selection.begin()} />
      )}
    </>
  );
}

function SelectionBar() {
  const { conversations } = useChat();
  const strings = useStrings();
  const { list, selection } = conversations;
  const ids = [...selection.ids.value];
  const isNone = ids.length === 0;
  const isArchive = list.scope.value === 'archived';
  const allPinned = ids.every((id) => list.entry(id)?.row.value.pinned === true);
  const remove = () => {
    conversations.delete(ids);
    selection.end();
  };
  const archive = () => {
    conversations.setArchived(ids, !isArchive);
    selection.end();
  };
  return (
    <div class="selection-bar" role="toolbar" aria-label={fillIn(strings.listSelected, ids.length)}>
      <span class="selection-count">{fillIn(strings.listSelected, ids.length)}</span>
      <IconButton
        icon="check-all"
        label={strings.listSelectAll}
        class="small"
        onClick={() => conversations.selectAll()}
      />
      <IconButton
        icon={allPinned && !isNone ? 'pinned' : 'pin'}
        label={allPinned && !isNone ? strings.listUnpin : strings.listPin}
        class="small"
        disabled={isNone}
        onClick={() => conversations.setPinned(ids, !allPinned)}
      />
      <IconButton
        icon="tag"
        label={strings.listEditTags}
        class="small"
        disabled={isNone}
        onClick={() => conversations.editTags(ids)}
      />
      <IconButton
        icon={isArchive ? 'unarchive' : 'archive'}
        label={isArchive ? strings.listUnarchive : strings.listArchive}
        class="small"
        disabled={isNone}
        onClick={archive}
      />
      <IconButton
        icon="export"
        label={strings.listExport}
        class="small"
        disabled={isNone}
        onClick={() => conversations.export(ids)}
      />
      <IconButton icon="trash" label={strings.listDelete} class="small" disabled={isNone} onClick={remove} />
      <IconButton icon="close" label={strings.listSelectEnd} class="small" onClick={() => selection.end()} />
    </div>
  );
}
