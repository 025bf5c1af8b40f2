import { useEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { ConversationList } from './ConversationList.js';
import { RowMenu } from './RowMenu.js';
import { SearchBox } from './SearchBox.js';
import { SearchResults } from './SearchResults.js';
import { UndoBar } from './UndoBar.js';

export const conversationListPanelId = 'conversations';

export interface ConversationListPanelProps {
  /** After a conversation was chosen. */
  readonly onOpened: () => void;
  /** When the list is no longer wanted. */
  readonly onClose: () => void;
}

/** Every conversation there is: the search over them, and below it what was found or the list. */
export function ConversationListPanel({ onOpened, onClose }: ConversationListPanelProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const panel = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { search, list, selection } = conversations;
  const isSearching = search.results.value !== null;

  useEffect(() => {
    list.open();
    input.current?.focus();
    input.current?.select();
    panel.current?.querySelector('.conversation.current')?.scrollIntoView({ block: 'nearest' });
  }, [list]);

  const open = (id: string, messageId: string | null = null, words: readonly string[] = []) => {
    if (messageId !== null || store.conversation.peek()?.id !== id) store.openConversation(id, messageId, words);
    onOpened();
  };
  const openFirst = () => {
    const hit = search.results.peek()?.hits[0];
    if (hit !== undefined) open(hit.conversation.id, hit.messageId, hit.words);
  };
  // Below the box stands what was found, or the list: either has one element that takes the focus.
  const enter = () => {
    const rows =
      panel.current?.querySelectorAll<HTMLElement>('[data-hit][tabindex="0"], [data-row][tabindex="0"]') ?? [];
    [...rows].find((row) => row.checkVisibility())?.focus();
  };
  const leave = () => input.current?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const wantsSearch = event.key === 'f' && (event.ctrlKey || event.metaKey);
    if (wantsSearch) input.current?.select();
    else if (event.key !== 'Escape') return;
    else if (selection.active.peek()) selection.end();
    else onClose();
    event.preventDefault();
    event.stopPropagation();
    if (wantsSearch) leave();
  };

  return (
    <nav
      id={conversationListPanelId}
      class="conversations"
      aria-label={strings.conversations}
      ref={panel}
      onKeyDown={onKeyDown}
    >
      <h2 class="visually-hidden">{strings.conversations}</h2>
      <SearchBox inputRef={input} onEnter={() => search.whenAnswered(openFirst)} onDown={enter} />
      {isSearching && <SearchResults onOpen={open} onLeave={leave} />}
      <ConversationList hidden={isSearching} onOpen={open} onLeave={leave} />
      <UndoBar />
      <RowMenu />
    </nav>
  );
}
