import { useRef, useState } from 'preact/hooks';
import { useChat } from '../chatContext.js';
import { Announcer } from './Announcer.js';
import { Bars } from './Bars.js';
import { Composer } from './Composer.js';
import { EmptyState } from './EmptyState.js';
import { Header } from './Header.js';
import { HistoryPanel } from './history/HistoryPanel.js';
import { MessageList } from './MessageList.js';

/** Narrower than this the list of conversations covers the chat; the style sheet knows the same width. */
const listBesideChat = '(min-width: 720px)';

export function App() {
  const { store } = useChat();
  const [listOpen, setListOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  if (store.frame.value === null) return null;

  const closeList = () => {
    setListOpen(false);
    toggle.current?.focus();
  };
  const onOpened = () => {
    if (matchMedia(listBesideChat).matches) return;
    setListOpen(false);
    store.focusRequests.value += 1;
  };
  return (
    <div class="app">
      <Header listOpen={listOpen} onToggleList={() => setListOpen(!listOpen)} toggleRef={toggle} />
      <div class="columns">
        {listOpen && <HistoryPanel onOpened={onOpened} onClose={closeList} />}
        <main class="chat">
          <Bars />
          {store.entries.value.length === 0 ? <EmptyState /> : <MessageList />}
          <Composer />
        </main>
      </div>
      <Announcer />
    </div>
  );
}
