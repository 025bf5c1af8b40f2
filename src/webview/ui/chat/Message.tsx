import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MessageView } from '../../protocol/chat.js';
import { useChat, useStrings } from '../chatContext.js';
import type { MessageEntry, ScrollTarget } from './chatStore.js';
import { MessageAttachments } from '../attachments/MessageAttachments.js';
import { CodeSourceContext } from '../code/codeSource.js';
import { ActionButtons } from '../common/ActionButtons.js';
import { CopyButton } from '../common/CopyButton.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { MessageBody } from './MessageBody.js';
import { MessageContent } from './MessageContent.js';
import { SiblingSwitcher } from './SiblingSwitcher.js';

/** How long a message that was asked for stands out. */
const highlightMs = 2_500;

/** One message with all that belongs to it. Renders again when its own entry changes, and only then. */
export function Message({ entry }: { readonly entry: MessageEntry }) {
  const strings = useStrings();
  const message = entry.view.value;
  const { id, role, status, saved, text } = message;
  const streaming = status === 'streaming';
  // Nothing was said beside what is attached.
  const isBare = role === 'user' && text === '' && message.pictures.length === 0;
  const author = role === 'user' ? strings.userName : message.author || strings.assistantName;
  const headingId = `author-${id}`;
  const { target, isHighlighted } = useJump(id);
  const isComplete = status === 'complete' && message.problem === null;
  const source = useMemo(() => ({ messageId: id, isComplete, isAnswer: role === 'assistant' }), [id, isComplete, role]);
  return (
    <article
      class={`message ${role}${isHighlighted ? ' highlighted' : ''}`}
      aria-labelledby={headingId}
      aria-busy={streaming}
      tabIndex={target === null ? undefined : -1}
      data-message-id={id}
      data-status={status}
      data-saved={saved}
    >
      <h2 class="author" id={headingId}>
        {role === 'assistant' && <Icon name="compass" />}
        <span>{author}</span>
      </h2>
      {message.reasoning !== '' && <Reasoning message={message} />}
      {message.attachments.length > 0 && <MessageAttachments messageId={id} attachments={message.attachments} />}
      {!isBare && (
        <div class="body">
          <CodeSourceContext.Provider value={source}>
            <MessageContent
              text={text}
              pictures={message.pictures}
              growing={streaming}
              words={target?.words}
              formatting={entry.formatting.value}
            />
          </CodeSourceContext.Provider>
          {streaming && <Progress message={message} />}
        </div>
      )}
      <Outcome message={message} />
      {(!streaming || message.siblings !== null) && <Footer message={message} />}
    </article>
  );
}

/** How the message was asked for, if it was: then it takes the focus; and whether it stands out at the moment. */
function useJump(id: string): { readonly target: ScrollTarget | null; readonly isHighlighted: boolean } {
  const { store } = useChat();
  const target = useComputed(() =>
    store.scrollTarget.value?.messageId === id ? store.scrollTarget.value : null,
  ).value;
  const [isHighlighted, setHighlighted] = useState(false);
  useEffect(() => {
    if (target === null) return;
    setHighlighted(true);
    const timer = setTimeout(() => setHighlighted(false), highlightMs);
    return () => {
      clearTimeout(timer);
      setHighlighted(false);
    };
  }, [target]);
  return { target, isHighlighted };
}

function Reasoning({ message }: { readonly message: MessageView }) {
  const strings = useStrings();
  const [open, setOpen] = useState(false);
  const growing = message.status === 'streaming';
  const thinking = growing && message.text === '' && message.pictures.length === 0;
  return (
    <details
      class={thinking ? 'reasoning thinking' : 'reasoning'}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <Icon name="chevron-right" />
        <span>{strings.reasoning}</span>
      </summary>
      {open && <MessageBody text={message.reasoning} growing={growing} />}
    </details>
  );
}

/** Says that more is coming, and why it takes a while. */
function Progress({ message: { id, text } }: { readonly message: MessageView }) {
  const strings = useStrings();
  const { turn } = useChat().store.status.value;
  const waiting = turn?.messageId === id ? turn.waiting : strings.streamingElsewhere;
  return (
    <div class="progress">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class={waiting === '' && text !== '' ? 'visually-hidden' : ''}>{waiting || strings.streaming}</span>
    </div>
  );
}

/** Why an answer ended early, and what can be done about it. */
function Outcome({ message: { id, status, problem } }: { readonly message: MessageView }) {
  const strings = useStrings();
  if (problem === null && status !== 'interrupted') return null;
  if (problem?.isQuiet === true) {
    return (
      <div class="outcome quiet">
        <p>{problem.title}</p>
        <ActionButtons actions={problem.actions} messageId={id} />
      </div>
    );
  }
  return (
    <div class={status === 'failed' ? 'outcome failed' : 'outcome'}>
      <Icon name={status === 'failed' ? 'error' : 'info'} />
      <div>
        <p class="outcome-title">{problem?.title ?? strings.answerInterrupted}</p>
        {problem !== null && problem.detail !== '' && (
          <details class="outcome-details">
            <summary>
              <Icon name="chevron-right" />
              {strings.problemDetails}
            </summary>
            <p>{problem.detail}</p>
          </details>
        )}
        <ActionButtons actions={problem?.actions ?? []} messageId={id} />
      </div>
    </div>
  );
}

function Footer({ message }: { readonly message: MessageView }) {
  const { store, post } = useChat();
  const strings = useStrings();
  const { id, role, status, createdAt, details, saved, text, siblings, continues } = message;
  const locale = store.settings.value?.locale;
  const time = new Date(createdAt);
  const switcher = siblings !== null && <SiblingSwitcher messageId={id} continues={continues} versions={siblings} />;
  if (status === 'streaming') return <footer class="message-footer">{switcher}</footer>;
  return (
    <footer class="message-footer">
      {switcher}
      {text !== '' && <CopyButton text={text} label={strings.copy} />}
      {text !== '' && role === 'user' && (
        <IconButton
          icon="slash"
          label={strings.savePrompt}
          class="save-prompt"
          onClick={() => post({ type: 'prompt-save', text })}
        />
      )}
      <time dateTime={time.toISOString()} title={time.toLocaleString(locale)}>
        {time.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' })}
      </time>
      {details !== '' && <span class="details">{details}</span>}
      {saved ? (
        <span class="saved" title={strings.saved}>
          <Icon name="check" />
          <span class="visually-hidden">{strings.saved}</span>
        </span>
      ) : (
        <span class="not-saved">{strings.notSaved}</span>
      )}
    </footer>
  );
}
