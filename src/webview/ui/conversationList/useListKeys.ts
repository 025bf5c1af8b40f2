import { useMemo } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { rowAfterMove } from '../common/rovingFocus.js';
import type { ConversationListModel } from './conversationListModel.js';
import { rowElement } from './ConversationRow.js';
import { listCommand, type ListCommand } from './listKeys.js';
import { TypeAhead } from './typeAhead.js';

/** Handles the keys pressed in a row of the list. @param onLeave moves the focus out of it, upwards. */
export function useListKeys(onLeave: () => void): (event: KeyboardEvent) => void {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const typeAhead = useMemo(() => new TypeAhead(), []);

  const execute = (command: ListCommand, row: HTMLElement, id: string): void => {
    const isDeleted = conversations.list.scope.peek() === 'deleted';
    switch (command.type) {
      case 'move':
        return moveFocus(command, id, conversations, onLeave);
      case 'rename':
        return isDeleted ? undefined : conversations.mark('isRenamed', id);
      case 'delete':
        return isDeleted ? undefined : deleteRows(id, conversations);
      case 'menu':
        return openMenuBelow(row, id, conversations);
      case 'select-all':
        return conversations.selectAll();
      case 'undo':
        if (conversations.undo() > 0) store.announce(strings.listBroughtBack);
        return;
      case 'find': {
        const entries = conversations.list.entries.peek();
        const titles = entries.map((entry) => entry.row.peek().title || strings.untitled);
        const at = entries.findIndex((entry) => entry.id === id);
        const found = typeAhead.find(command.character, titles, at, performance.now());
        if (found !== undefined) rowElement(entries[found]!.id)?.focus();
      }
    }
  };

  return (event) => {
    if (event.defaultPrevented) return;
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    const id = row?.dataset['row'];
    const command = id === undefined ? undefined : listCommand(event);
    if (row === null || id === undefined || command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    execute(command, row, id);
  };
}

function moveFocus(
  { by, extends: isExtending }: Extract<ListCommand, { type: 'move' }>,
  id: string,
  { list, selection }: ConversationListModel,
  onLeave: () => void,
): void {
  const ids = list.order();
  const to = rowAfterMove(ids.indexOf(id), by, ids.length);
  if (to === undefined) return onLeave();
  const target = ids[to];
  if (target === undefined) return;
  if (isExtending) selection.extendTo(target, ids, id);
  rowElement(target)?.focus();
}

/** Deletes what is selected; this row while nothing is being selected. */
function deleteRows(id: string, conversations: ConversationListModel): void {
  const { selection } = conversations;
  const ids = selection.active.peek() ? [...selection.ids.peek()] : [id];
  if (ids.length === 0) return;
  conversations.delete(ids);
  selection.end();
}

function openMenuBelow(row: HTMLElement, id: string, conversations: ConversationListModel): void {
  const { left, bottom } = row.getBoundingClientRect();
  conversations.mark('isHovered', id);
  conversations.menu.value = { id, left: left + 16, top: bottom - 8 };
}
