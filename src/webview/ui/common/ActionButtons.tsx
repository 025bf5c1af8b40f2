import type { ActionView } from '../../protocol/problems.js';
import { useChat } from '../chatContext.js';

export interface ActionButtonsProps {
  readonly actions: readonly ActionView[];
  /** The message they stand beside. */
  readonly messageId: string | null;
}

/** The next steps the host offers; the first one is the likeliest. */
export function ActionButtons({ actions, messageId }: ActionButtonsProps) {
  const { post } = useChat();
  if (actions.length === 0) return null;
  return (
    <div class="actions">
      {actions.map(({ id, label }, index) => (
        <button
          key={id}
          type="button"
          class={index === 0 ? 'button' : 'button secondary'}
          onClick={() => post({ type: 'action', action: id, messageId })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
