import { useMemo } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { listCommand, type ListCommand } from './listKeys.js';
import { TypeAhead } from './typeAhead.js';
import { ConversationGroups } from './ConversationGroups.js';
import { rowElement } from './ConversationRow.js';
import { ListEnd } from './ListEnd.js';
import { ListToolbar } from './ListToolbar.js';

export interface ConversationListProps {
  readonly hidden: boolean;
  readonly onOpen: (id: string) => void;
  /** Back to the search box. */
  readonly onLeave: () => void;
}

/** The list with what can be done to several entries above it, worked by mouse or keyboard. */
export function ConversationList({ hidden, onOpen, onLeave }: ConversationListProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const { list, selection, marks } = conversations;
  const typeAhead = useMemo(() => new TypeAhead(), []);

  const order = () => list.entries.peek().map(({ id }) => id);
  const move = (id: string, { by, extends: extending }: Extract<ListCommand, { type: 'move' }>) => {
    const ids = order();
    const at = ids.indexOf(id);
    if (at + by === -1) return onLeave();
    const to = ids[Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (to === undefined) return;
    if (extending) selection.extendTo(to, ids, id);
    rowElement(to)?.focus();
  };
  const remove = (id: string) => {
    const ids = selection.active.peek() ? [...selection.ids.peek()] : [id];
    if (ids.length === 0 || list.scope.peek() === 'deleted') return;
    conversations.delete(ids);
    selection.end();
  };
  const find = (id: string, character: string) => {
    const entries = list.entries.peek();
    const at = entries.findIndex((entry) => entry.id === id);
    const to = typeAhead.find(
      character,
      entries.map(({ row }) => row.peek().title || strings.untitled),
      at,
      performance.now(),
    );
    if (to !== undefined) rowElement(entries[to]!.id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    const id = row?.dataset['row'];
    const command = id === undefined ? undefined : listCommand(event);
    if (row === null || id === undefined || command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    switch (command.type) {
      case 'move':
        return move(id, command);
      case 'rename':
        return list.scope.peek() === 'deleted' ? undefined : conversations.mark('isRenamed', id);
      case 'delete':
        return remove(id);
      case 'menu': {
        const { left, bottom } = row.getBoundingClientRect();
        conversations.mark('isHovered', id);
        conversations.menu.value = { id, left: left + 16, top: bottom - 8 };
        return;
      }
      case 'select-all':
        return conversations.selectAll();
      case 'undo':
        if (conversations.undo() > 0) store.announce(strings.listBroughtBack);
        return;
      case 'find':
        return find(id, command.character);
    }
  };
  const onClick = (id: string, event: MouseEvent) => {
    conversations.mark('isActive', id);
    if (event.shiftKey) selection.extendTo(id, order());
    else if (event.ctrlKey || event.metaKey || selection.active.peek()) selection.toggle(id);
    else onOpen(id);
  };

  return (
    <div class="list-pane" hidden={hidden}>
      <ListToolbar />
      <div
        class={selection.active.value ? 'list-body selecting' : 'list-body'}
        onKeyDown={onKeyDown}
        onPointerLeave={() => conversations.menu.peek() === null && conversations.mark('isHovered', undefined)}
      >
        <ConversationGroups marks={marks} onClick={onClick} onEmptied={onLeave} />
        <ListEnd />
      </div>
    </div>
  );
}
