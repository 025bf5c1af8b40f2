import { useChat } from '../chatContext.js';
import { ConversationGroups } from './ConversationGroups.js';
import { ListEnd } from './ListEnd.js';
import { ListToolbar } from './ListToolbar.js';
import { useListKeys } from './useListKeys.js';

export interface ConversationListProps {
  readonly hidden: boolean;
  readonly onOpen: (id: string) => void;
  /** Back to the search box. */
  readonly onLeave: () => void;
}

/** The list with what can be done to several entries above it, worked by mouse or keyboard. */
export function ConversationList({ hidden, onOpen, onLeave }: ConversationListProps) {
  const { conversations } = useChat();
  const { selection, marks } = conversations;
  const onKeyDown = useListKeys(onLeave);
  const onClick = (id: string, event: MouseEvent) => {
    conversations.mark('isActive', id);
    if (event.shiftKey) selection.extendTo(id, conversations.list.order());
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
