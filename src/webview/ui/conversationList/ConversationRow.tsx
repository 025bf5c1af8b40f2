import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import type { DateGroupKind } from './dateGroups.js';
import type { ConversationEntry } from './conversationRows.js';
import type { RowDates } from './rowDates.js';
import type { Marks } from './rowMarks.js';
import { relativeDate } from '../common/relativeDate.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { RenameField } from './RenameField.js';

export type RowClick = (id: string, event: MouseEvent) => void;

export interface ConversationRowProps {
  readonly entry: ConversationEntry;
  readonly kind: DateGroupKind;
  readonly today: number;
  readonly dates: RowDates;
  readonly marks: ReadonlySignal<Marks>;
  readonly onClick: RowClick;
}

/** The element of a row that takes the focus; `null` when the row is not in the list. */
export function rowElement(id: string): HTMLElement | null {
  return document.getElementById(`row-${id}`);
}

/** One conversation. There may be thousands: what only one of them needs is only there in that one. */
export function ConversationRow({ entry, kind, today, dates, marks, onClick }: ConversationRowProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const { id, title, updatedAt, deletedAt, workspace, pinned, tags } = entry.row.value;
  const { isActive, isHovered, isCurrent, isSelected, isRenamed } = marks.value;
  const isSelecting = conversations.selection.active.value;
  const wasRenamed = useRef(false);
  useLayoutEffect(() => {
    // The field is gone, and the focus with it.
    if (wasRenamed.current && !isRenamed && document.activeElement === document.body) rowElement(id)?.focus();
    wasRenamed.current = isRenamed;
  }, [id, isRenamed]);

  const shownTitle = title || strings.untitled;
  const time = deletedAt ?? updatedAt;
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    // The menu key gives no place of the mouse.
    const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
    const isMouse = event.type === 'contextmenu' && event.clientX + event.clientY > 0;
    conversations.mark('isActive', id);
    conversations.mark('isHovered', id);
    conversations.menu.value = { id, left: isMouse ? event.clientX : left, top: isMouse ? event.clientY : bottom };
  };
  const text = (
    <>
      <span class="conversation-title">{shownTitle}</span>
      <span class="conversation-facts">
        <time dateTime={new Date(time).toISOString()} title={dates.full(time)}>
          {deletedAt === null
            ? dates.short(time, today, kind)
            : relativeDate(deletedAt, Date.now(), store.settings.value?.locale)}
        </time>
        {workspace !== '' && <span class="conversation-workspace">{workspace}</span>}
        {tags.map((tag) => (
          <span key={tag} class="conversation-tag">
            {tag}
          </span>
        ))}
      </span>
    </>
  );
  const classes = ['conversation', isCurrent && 'current', isSelected && 'selected', isHovered && 'hovered'];
  return (
    <div
      role="listitem"
      class={classes.filter(Boolean).join(' ')}
      onPointerEnter={() => conversations.mark('isHovered', id)}
      onContextMenu={openMenu}
    >
      {isRenamed ? (
        <RenameField id={id} title={title} />
      ) : (
        <button
          type="button"
          class="conversation-open"
          id={`row-${id}`}
          data-row={id}
          tabIndex={isActive ? 0 : -1}
          aria-current={isCurrent ? 'true' : undefined}
          role={isSelecting ? 'checkbox' : undefined}
          aria-checked={isSelecting ? isSelected : undefined}
          onFocus={() => conversations.mark('isActive', id)}
          onClick={(event) => (deletedAt === null ? onClick(id, event) : openMenu(event))}
          onDblClick={() => deletedAt === null && !isSelecting && conversations.mark('isRenamed', id)}
        >
          <span class="conversation-check">{isSelected && <Icon name="check" />}</span>
          <span class="conversation-text">{text}</span>
        </button>
      )}
      {!isSelecting && !isRenamed && (isActive || isHovered) && (
        <span class="conversation-actions">
          {deletedAt === null ? (
            <IconButton
              icon={pinned ? 'pinned' : 'pin'}
              label={`${pinned ? strings.listUnpin : strings.listPin}: ${shownTitle}`}
              class="small"
              tabIndex={isActive ? 0 : -1}
              onClick={() => conversations.setPinned([id], !pinned)}
            />
          ) : (
            <IconButton
              icon="discard"
              label={`${strings.listRestore}: ${shownTitle}`}
              class="small"
              tabIndex={isActive ? 0 : -1}
              onClick={() => conversations.restore([id])}
            />
          )}
          <IconButton
            icon="ellipsis"
            label={`${strings.listActions}: ${shownTitle}`}
            class="small"
            opensMenu
            tabIndex={isActive ? 0 : -1}
            onClick={openMenu}
          />
        </span>
      )}
      {pinned && !isHovered && !isActive && kind !== 'pinned' && <Icon name="pinned" />}
    </div>
  );
}
