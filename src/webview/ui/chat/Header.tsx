import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { ActionButtons } from '../common/ActionButtons.js';
import { Icon } from '../common/Icon.js';
import { conversationListPanelId } from '../conversationList/ConversationListPanel.js';
import { IconButton } from '../common/IconButton.js';

const detailsId = 'conversation-details';

export interface HeaderProps {
  readonly listOpen: boolean;
  readonly onToggleList: () => void;
  readonly toggleRef: Ref<HTMLButtonElement>;
}

export function Header({ listOpen, onToggleList, toggleRef }: HeaderProps) {
  const { store } = useChat();
  const strings = useStrings();
  const conversation = store.conversation.value;
  const title = conversation === null ? strings.newChat : conversation.title || strings.untitled;
  const [detailsOpen, setDetailsOpen] = useState(false);
  const showsDetails = detailsOpen && conversation !== null;
  return (
    <>
      <header class="header">
        <IconButton
          icon="history"
          label={listOpen ? strings.conversationsHide : strings.conversationsShow}
          expanded={listOpen}
          controls={conversationListPanelId}
          onClick={onToggleList}
          buttonRef={toggleRef}
        />
        <h1 class="title" title={title}>
          {title}
        </h1>
        {conversation !== null && (
          <IconButton
            icon="info"
            label={strings.details}
            expanded={showsDetails}
            controls={detailsId}
            onClick={() => setDetailsOpen(!detailsOpen)}
          />
        )}
        <IconButton icon="add" label={strings.newChat} onClick={() => store.startNewChat()} />
      </header>
      {showsDetails && <Details />}
    </>
  );
}

/** What the conversation has cost, and what was done for it in the background. */
function Details() {
  const { store } = useChat();
  const { lines, actions } = store.details.value;
  return (
    <section id={detailsId} class="bar conversation-details" aria-label={useStrings().details}>
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
