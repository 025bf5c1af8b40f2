import type { Ref } from 'preact';
import { useChat, useStrings } from '../chatContext.js';
import { conversationsId } from './Conversations.js';
import { IconButton } from './IconButton.js';

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
  return (
    <header class="header">
      <IconButton
        icon="history"
        label={listOpen ? strings.conversationsHide : strings.conversationsShow}
        expanded={listOpen}
        controls={conversationsId}
        onClick={onToggleList}
        buttonRef={toggleRef}
      />
      <h1 class="title" title={title}>
        {title}
      </h1>
      <IconButton icon="add" label={strings.newChat} onClick={() => store.startNewChat()} />
    </header>
  );
}
