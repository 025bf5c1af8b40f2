import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationRowView } from '../../protocol/conversationList.js';
import { useChat, useStrings } from '../chatContext.js';
import type { Strings } from '../chat/chatStore.js';
import type { ConversationListModel } from './conversationListModel.js';
import { Icon, type IconName } from '../common/Icon.js';
import { rowElement } from './ConversationRow.js';

interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  /** As keyboards name it; empty for none. */
  readonly key: string;
  readonly run: () => void;
}

/** What can be done with one conversation, as in the ARIA pattern of a menu. */
export function RowMenu() {
  const { conversations } = useChat();
  const strings = useStrings();
  const menu = conversations.menu.value;
  const element = useRef<HTMLUListElement>(null);
  const row = menu === null ? undefined : conversations.list.entry(menu.id)?.row.value;

  // Set through the object model: the page's policy forbids the attribute.
  useLayoutEffect(() => {
    const list = element.current;
    if (list === null || menu === null) return;
    const { width, height } = list.getBoundingClientRect();
    const top = menu.top + height > innerHeight ? Math.max(menu.top - height, 0) : menu.top;
    list.style.left = `${Math.max(Math.min(menu.left, innerWidth - width - 4), 0)}px`;
    list.style.top = `${top}px`;
    list.querySelector('button')?.focus();
  }, [menu]);
  useLayoutEffect(() => {
    if (menu === null) return;
    const close = () => (conversations.menu.value = null);
    const controller = new AbortController();
    const { signal } = controller;
    document.addEventListener(
      'pointerdown',
      (event) => element.current?.contains(event.target as Node) === true || close(),
      { capture: true, signal },
    );
    document.addEventListener('wheel', close, { capture: true, passive: true, signal });
    window.addEventListener('resize', close, { signal });
    window.addEventListener('blur', close, { signal });
    return () => controller.abort();
  }, [conversations, menu]);
  if (menu === null || row === undefined) return null;

  const close = () => {
    conversations.menu.value = null;
    rowElement(row.id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const buttons = [...element.current!.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = nextItem(
      event.key,
      at,
      buttons.map(({ textContent }) => textContent),
    );
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (next === undefined) return;
    else buttons[next]?.focus();
    event.preventDefault();
  };
  return (
    <ul
      class="row-menu"
      role="menu"
      aria-label={row.title || strings.untitled}
      ref={element}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {itemsOf(row, conversations, strings).map(({ icon, label, key, run }) => (
        <li key={label} role="none">
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-keyshortcuts={key === '' ? undefined : key}
            onClick={() => {
              close();
              run();
            }}
            onPointerEnter={(event) => event.currentTarget.focus()}
          >
            <Icon name={icon} />
            <span>{label}</span>
            {key !== '' && <kbd aria-hidden="true">{key.slice(0, 3)}</kbd>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function itemsOf(
  { id, pinned, archived, deletedAt }: ConversationRowView,
  conversations: ConversationListModel,
  strings: Strings,
): readonly MenuItem[] {
  if (deletedAt !== null)
    return [{ icon: 'discard', label: strings.listRestore, key: '', run: () => conversations.restore([id]) }];
  return [
    { icon: 'edit', label: strings.listRename, key: 'F2', run: () => conversations.mark('isRenamed', id) },
    {
      icon: pinned ? 'pinned' : 'pin',
      label: pinned ? strings.listUnpin : strings.listPin,
      key: '',
      run: () => conversations.setPinned([id], !pinned),
    },
    { icon: 'tag', label: strings.listEditTags, key: '', run: () => conversations.editTags([id]) },
    {
      icon: archived ? 'unarchive' : 'archive',
      label: archived ? strings.listUnarchive : strings.listArchive,
      key: '',
      run: () => conversations.setArchived([id], !archived),
    },
    { icon: 'export', label: strings.listExport, key: '', run: () => conversations.export([id]) },
    { icon: 'checklist', label: strings.listSelect, key: '', run: () => conversations.selection.toggle(id) },
    { icon: 'trash', label: strings.listDelete, key: 'Delete', run: () => conversations.delete([id]) },
  ];
}

/** Where a key leads in a menu: arrows go round, letters find. */
function nextItem(key: string, at: number, labels: readonly (string | null)[]): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % labels.length;
    case 'ArrowUp':
      return (at - 1 + labels.length) % labels.length;
    case 'Home':
      return 0;
    case 'End':
      return labels.length - 1;
  }
  if ([...key].length !== 1 || key === ' ') return undefined;
  const round = labels.map((_label, step) => (at + 1 + step) % labels.length);
  return round.find((index) => labels[index]?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()) === true);
}
