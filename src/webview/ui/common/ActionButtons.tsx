import type { ActionId, ActionView } from '../../protocol/problems.js';
import { useChat } from '../chatContext.js';

export interface ActionButtonsProps {
  readonly actions: readonly ActionView[];
  /** The message they stand beside. */
  readonly messageId: string | null;
}

/** The next steps the host offers; the first one is the likeliest. */
export function ActionButtons({ actions, messageId }: ActionButtonsProps) {
  const { post, store } = useChat();
  if (actions.length === 0) return null;
  const run = (action: ActionId) => {
    if (action === 'new-chat') return store.startNewChat();
    post({ type: 'action', action, messageId });
    // The button goes away with the answer that another takes the place of; the focus must not go with it.
    if (messageId !== null && (action === 'retry' || action === 'continue')) store.focusRequests.value += 1;
  };
  return (
    <div class="actions">
      {actions.map(({ id, label }, index) => (
        <button key={id} type="button" class={index === 0 ? 'button' : 'button secondary'} onClick={() => run(id)}>
          {label}
        </button>
      ))}
    </div>
  );
}
