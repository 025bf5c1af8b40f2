import { useLayoutEffect, useRef } from 'preact/hooks';
import { useChat } from './chatContext.js';
import { DropZone } from './attachments/DropZone.js';
import { Announcer } from './common/Announcer.js';
import { NoticeBars } from './chat/NoticeBars.js';
import { Composer } from './chat/Composer.js';
import { EmptyState } from './chat/EmptyState.js';
import { Details, Header, HiddenTitle } from './chat/Header.js';
import { ConversationListPanel } from './conversationList/ConversationListPanel.js';
import { PlainTextBar } from './chat/PlainTextBar.js';
import { MessageList } from './chat/MessageList.js';

/** Narrower than this the list of conversations covers the chat, until the cursor is wanted in the composer; the style sheet knows the same width. */
const listBesideChat = '(min-width: 720px)';

export function App() {
  const { store, place } = useChat();
  const toggle = useRef<HTMLButtonElement>(null);
  const focusRequests = store.focusRequests.value;
  useLayoutEffect(() => {
    if (focusRequests > 0 && !matchMedia(listBesideChat).matches) store.isListOpen.value = false;
  }, [store, focusRequests]);
  if (store.settings.value === null) return null;

  const closeList = () => {
    store.isListOpen.value = false;
    if (toggle.current === null) store.focusRequests.value += 1;
    else toggle.current.focus();
  };
  const onOpened = () => {
    if (!matchMedia(listBesideChat).matches) store.focusRequests.value += 1;
  };
  // Wherever in the chat the focus is: whoever reads an answer stops it as well.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented && store.stop()) event.preventDefault();
  };
  return (
    <div class="app">
      {place === 'panel' ? <Header toggleRef={toggle} /> : <HiddenTitle />}
      <Details />
      <div class="columns">
        {store.isListOpen.value && <ConversationListPanel onOpened={onOpened} onClose={closeList} />}
        <main class="chat" onKeyDown={onKeyDown}>
          <NoticeBars />
          <PlainTextBar />
          {store.entries.value.length === 0 && store.composer.pending.value.length === 0 ? (
            <EmptyState />
          ) : (
            <MessageList />
          )}
          <Composer />
          <DropZone />
        </main>
      </div>
      <Announcer />
    </div>
  );
}
