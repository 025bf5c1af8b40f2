import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationRowView } from '../../protocol/conversationList.js';
import { useChat, useStrings } from '../chatContext.js';
import type { ConversationListModel } from './conversationListModel.js';
import type { DateGroupKind } from './dateGroups.js';
import type { ConversationEntry } from './conversationRows.js';
import type { RowDates } from './rowDates.js';
import type { Marks } from './rowMarks.js';
import { relativeDate } from '../common/relativeDate.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { RenameField } from './RenameField.js';

/** A row ends sooner than with so many; hundreds of rows with fifty each would keep the view for a second. */
const shownTags = 10;

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
  const { conversations } = useChat();
  const row = entry.row.value;
  const { id, title, deletedAt, pinned } = row;
  const { isActive, isHovered, isCurrent, isSelected, isRenamed } = marks.value;
  const isSelecting = conversations.selection.active.value;
  useFocusAfterRename(id, isRenamed);

  const openMenu = (event: MouseEvent) => openMenuAt(event, id, conversations);
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
          <RowText row={row} kind={kind} today={today} dates={dates} />
        </button>
      )}
      {!isSelecting && !isRenamed && (isActive || isHovered) && (
        <RowActions row={row} tabIndex={isActive ? 0 : -1} onMenu={openMenu} />
      )}
      {pinned && !isHovered && !isActive && kind !== 'pinned' && <Icon name="pinned" />}
    </div>
  );
}

/** Gives the row the focus that was in the field for its title. */
function useFocusAfterRename(id: string, isRenamed: boolean): void {
  const wasRenamed = useRef(false);
  useLayoutEffect(() => {
    // The field is gone, and the focus with it.
    if (wasRenamed.current && !isRenamed && document.activeElement === document.body) rowElement(id)?.focus();
    wasRenamed.current = isRenamed;
  }, [id, isRenamed]);
}

function openMenuAt(event: MouseEvent, id: string, conversations: ConversationListModel): void {
  event.preventDefault();
  // The menu key gives no place of the mouse.
  const { left, bottom } = (event.currentTarget as Element).getBoundingClientRect();
  const isMouse = event.type === 'contextmenu' && event.clientX + event.clientY > 0;
  conversations.mark('isActive', id);
  conversations.mark('isHovered', id);
  conversations.menu.value = { id, left: isMouse ? event.clientX : left, top: isMouse ? event.clientY : bottom };
}

interface RowTextProps extends Pick<ConversationRowProps, 'kind' | 'today' | 'dates'> {
  readonly row: ConversationRowView;
}

function RowText({ row, kind, today, dates }: RowTextProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const { title, updatedAt, deletedAt, workspace, tags } = row;
  const time = deletedAt ?? updatedAt;
  // In the list of one workspace, every row would say the same.
  const showsWorkspace = workspace !== '' && conversations.list.scope.value !== 'workspace';
  return (
    <span class="conversation-text">
      <span class="conversation-title">{title || strings.untitled}</span>
      <span class="conversation-facts">
        <time dateTime={new Date(time).toISOString()} title={dates.full(time)}>
          {deletedAt === null
            ? dates.short(time, today, kind)
            : relativeDate(deletedAt, Date.now(), store.settings.value?.locale)}
        </time>
        {showsWorkspace && <span class="conversation-workspace">{workspace}</span>}
        {tags.slice(0, shownTags).map((tag) => (
          <span key={tag} class="conversation-tag">
            {tag}
          </span>
        ))}
      </span>
    </span>
  );
}

interface RowActionsProps {
  readonly row: ConversationRowView;
  readonly tabIndex: number;
  readonly onMenu: (event: MouseEvent) => void;
}

/** What the row under the mouse or the focus offers beside its text. */
function RowActions({ row: { id, title, deletedAt, pinned }, tabIndex, onMenu }: RowActionsProps) {
  const { conversations } = useChat();
  const strings = useStrings();
  const shownTitle = title || strings.untitled;
  return (
    <span class="conversation-actions">
      {deletedAt === null ? (
        <IconButton
          icon={pinned ? 'pinned' : 'pin'}
          label={`${pinned ? strings.listUnpin : strings.listPin}: ${shownTitle}`}
          class="small"
          tabIndex={tabIndex}
          onClick={() => conversations.setPinned([id], !pinned)}
        />
      ) : (
        <IconButton
          icon="discard"
          label={`${strings.listRestore}: ${shownTitle}`}
          class="small"
          tabIndex={tabIndex}
          onClick={() => conversations.restore([id])}
        />
      )}
      <IconButton
        icon="ellipsis"
        label={`${strings.listActions}: ${shownTitle}`}
        class="small"
        opensMenu
        tabIndex={tabIndex}
        onClick={onMenu}
      />
    </span>
  );
}
