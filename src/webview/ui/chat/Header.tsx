import type { Ref } from 'preact';
import { useChat, useStrings } from '../chatContext.js';
import { ActionButtons } from '../common/ActionButtons.js';
import { Icon } from '../common/Icon.js';
import { conversationListPanelId } from '../conversationList/ConversationListPanel.js';
import { IconButton } from '../common/IconButton.js';
import { keys } from '../common/keys.js';

const detailsId = 'conversation-details';

/** The title where the editor shows it: the page's own is for screen readers. */
export function HiddenTitle() {
  return <h1 class="visually-hidden">{useTitle()}</h1>;
}

/** The title of what is on screen. */
function useTitle(): string {
  const conversation = useChat().store.conversation.value;
  const strings = useStrings();
  return conversation === null ? strings.newChat : conversation.title || strings.untitled;
}

export function Header({ toggleRef }: { readonly toggleRef: Ref<HTMLButtonElement> }) {
  const { store } = useChat();
  const strings = useStrings();
  const title = useTitle();
  const isListOpen = store.isListOpen.value;
  return (
    <header class="header">
      <IconButton
        icon="history"
        label={isListOpen ? strings.conversationsHide : strings.conversationsShow}
        expanded={isListOpen}
        controls={conversationListPanelId}
        onClick={() => store.toggle('list')}
        buttonRef={toggleRef}
      />
      <h1 class="title" title={title}>
        {title}
      </h1>
      {store.conversation.value !== null && (
        <IconButton
          icon="info"
          label={strings.details}
          expanded={store.areDetailsOpen.value}
          controls={detailsId}
          onClick={() => store.toggle('details')}
        />
      )}
      <IconButton icon="add" label={strings.newChat} keys={keys.newChat} onClick={() => store.startNewChat()} />
    </header>
  );
}

/** What the conversation has cost, and what was done for it in the background; nothing for a new chat. */
export function Details() {
  const { store } = useChat();
  const strings = useStrings();
  const { lines, actions } = store.details.value;
  if (!store.areDetailsOpen.value || store.conversation.value === null) return null;
  return (
    <section id={detailsId} class="bar conversation-details" aria-label={strings.details}>
      <Icon name="info" />
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ActionButtons actions={actions} messageId={null} />
    </section>
  );
}
