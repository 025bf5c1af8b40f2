import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationRowView } from '../../protocol/conversationList.js';
import { useChat, useStrings } from '../chatContext.js';
import type { Strings } from '../chat/chatStore.js';
import type { ConversationListModel, OpenMenu } from './conversationListModel.js';
import { Icon, type IconName } from '../common/Icon.js';
import { rowElement } from './ConversationRow.js';
import { followMenuKey } from '../common/menuKeys.js';

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
  const menu = conversations.menu.value;
  const row = menu === null ? undefined : conversations.list.entry(menu.id)?.row.value;
  return menu === null || row === undefined ? null : <OpenRowMenu menu={menu} row={row} />;
}

interface OpenRowMenuProps {
  readonly menu: OpenMenu;
  readonly row: ConversationRowView;
}

function OpenRowMenu({ menu, row }: OpenRowMenuProps) {
  const { conversations } = useChat();
  const strings = useStrings();
  const element = useRef<HTMLUListElement>(null);
  useMenuPlace(element, menu);
  useMenuDismissal(element, menu);

  const close = () => {
    conversations.menu.value = null;
    rowElement(row.id)?.focus();
  };
  return (
    <ul
      class="row-menu"
      role="menu"
      aria-label={row.title || strings.untitled}
      ref={element}
      onKeyDown={(event) => followMenuKey(event, event.currentTarget, close)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {itemsOf(row, conversations, strings).map((item) => (
        <MenuButton key={item.label} item={item} onClose={close} />
      ))}
    </ul>
  );
}

interface MenuButtonProps {
  readonly item: MenuItem;
  readonly onClose: () => void;
}

function MenuButton({ item: { icon, label, key, run }, onClose }: MenuButtonProps) {
  return (
    <li role="none">
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-keyshortcuts={key === '' ? undefined : key}
        onClick={() => {
          onClose();
          run();
        }}
        onPointerEnter={(event) => event.currentTarget.focus()}
      >
        <Icon name={icon} />
        <span>{label}</span>
        {key !== '' && <kbd aria-hidden="true">{key.slice(0, 3)}</kbd>}
      </button>
    </li>
  );
}

/** Puts the menu where it was asked for, inside the window, and the focus on its first item. */
function useMenuPlace(element: RefObject<HTMLUListElement | null>, menu: OpenMenu): void {
  // Set through the object model: the page's policy forbids the attribute.
  useLayoutEffect(() => {
    const list = element.current;
    if (list === null) return;
    const { width, height } = list.getBoundingClientRect();
    const top = menu.top + height > innerHeight ? Math.max(menu.top - height, 0) : menu.top;
    list.style.left = `${Math.max(Math.min(menu.left, innerWidth - width - 4), 0)}px`;
    list.style.top = `${top}px`;
    list.querySelector('button')?.focus();
  }, [element, menu]);
}

/** Closes the menu when something else is clicked, scrolled or looked at. */
function useMenuDismissal(element: RefObject<HTMLUListElement | null>, menu: OpenMenu): void {
  const { conversations } = useChat();
  useLayoutEffect(() => {
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
  }, [element, conversations, menu]);
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
