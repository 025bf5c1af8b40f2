import { useEffect, useRef } from 'preact/hooks';
import type { ConversationView } from '../../protocol.js';
import { useChat, useStrings } from '../chatContext.js';
import { relativeDate } from '../relativeDate.js';
import { IconButton } from './IconButton.js';

export const conversationsId = 'conversations';

export interface ConversationsProps {
  /** After a conversation was chosen. */
  readonly onOpened: () => void;
  /** When the list is no longer wanted. */
  readonly onClose: () => void;
}

/** Every conversation, the newest first. */
export function Conversations({ onOpened, onClose }: ConversationsProps) {
  const { store } = useChat();
  const strings = useStrings();
  const list = useRef<HTMLElement>(null);
  const conversations = store.conversations.value;
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-current], .conversation-open')?.focus();
  }, []);

  return (
    <nav
      id={conversationsId}
      class="conversations"
      aria-label={strings.conversations}
      ref={list}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <h2>{strings.conversations}</h2>
      {conversations.length === 0 ? (
        <p class="conversations-empty">{strings.conversationsEmpty}</p>
      ) : (
        <ul>
          {conversations.map((conversation) => (
            <Row key={conversation.id} conversation={conversation} onOpened={onOpened} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function Row({ conversation, onOpened }: { readonly conversation: ConversationView; readonly onOpened: () => void }) {
  const { store, post } = useChat();
  const strings = useStrings();
  const { id, updatedAt } = conversation;
  const title = conversation.title || strings.untitled;
  const locale = store.frame.value?.locale;
  const current = store.conversation.value?.id === id;
  const open = () => {
    if (!current) store.openConversation(id);
    onOpened();
  };
  return (
    <li class={current ? 'conversation current' : 'conversation'}>
      <button type="button" class="conversation-open" aria-current={current ? 'true' : undefined} onClick={open}>
        <span class="conversation-title">{title}</span>
        <time dateTime={new Date(updatedAt).toISOString()} title={new Date(updatedAt).toLocaleString(locale)}>
          {relativeDate(updatedAt, Date.now(), locale)}
        </time>
      </button>
      <IconButton
        icon="trash"
        label={`${strings.deleteConversation}: ${title}`}
        class="conversation-delete"
        onClick={() => post({ type: 'delete-conversation', id })}
      />
    </li>
  );
}
