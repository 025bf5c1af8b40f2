import type { Strings } from './chatStore.js';
import type { LinkState } from '../delivery/hostLink.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { drawable, layoutClass } from '../markdown/visibleText.js';

/** Of a message that waits, in characters; all of it is shown once it is part of the conversation. */
const maximumShown = 20 * 1024;
/** Of what goes with it. */
const maximumNames = 5;

/** What was sent and is not part of the conversation yet, after its last message. */
export function PendingMessages() {
  const { store, link } = useChat();
  const strings = useStrings();
  const pending = store.composer.pending.value;
  const state = stateText(strings, link.state.value, store.status.value.turn !== null);
  // The button goes away with its message; the focus must not go with it.
  const takeBack = (messageId: string) => {
    store.composer.takeBack(messageId);
    store.focusRequests.value += 1;
  };
  return (
    <>
      {pending.map(({ messageId, text, attachmentIds }) => (
        <article key={messageId} class="pending-message" aria-label={`${strings.userName}, ${state}`}>
          <PendingAttachments ids={attachmentIds} />
          {text.trim() !== '' && (
            <p class={`pending-text ${layoutClass(text.slice(0, maximumShown)) ?? ''}`} dir="auto">
              {shownOf(text)}
            </p>
          )}
          <footer class="pending-state">
            <span>{state}</span>
            {link.state.value === 'connected' && (
              <button type="button" class="button secondary" onClick={() => takeBack(messageId)}>
                {strings.pendingTakeBack}
              </button>
            )}
          </footer>
        </article>
      ))}
    </>
  );
}

/** @param ids absent in what an earlier version of SCOUT has left */
function PendingAttachments({ ids = [] }: { readonly ids: readonly string[] | undefined }) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  if (ids.length === 0) return null;
  const names = ids.flatMap((id) => attachments.find(id)?.label ?? []).slice(0, maximumNames);
  const count = fillIn(strings.attachedCount, ids.length);
  return <p class="pending-attachments">{names.length === 0 ? count : `${count} · ${drawable(names.join(', '))}`}</p>;
}

function shownOf(text: string): string {
  return drawable(text.length > maximumShown ? `${text.slice(0, maximumShown)}…` : text);
}

function stateText(strings: Strings, link: LinkState, isAnswering: boolean): string {
  if (link !== 'connected') return strings.pendingKept;
  return isAnswering ? strings.pendingQueued : strings.pendingSending;
}
