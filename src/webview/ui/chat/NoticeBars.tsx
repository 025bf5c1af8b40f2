import { useId, useState } from 'preact/hooks';
import type { ActionId, ActionView } from '../../protocol/problems.js';
import { useChat, useStrings } from '../chatContext.js';
import { ActionButtons } from '../common/ActionButtons.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';

/** What is to be said above the conversation, one thing at a time: a fault that belongs to no message, or else a standing remark. */
export function NoticeBars() {
  const { store } = useChat();
  const { notice, welcome, problem } = store.status.value;
  if (problem !== null) return <Bar kind="problem" key={problem.title} {...problem} />;
  // The welcome of an empty chat says the same, and offers more.
  if (notice === null || (welcome !== null && store.entries.value.length === 0)) return null;
  const { lead, text, actions } = notice;
  return <Bar kind="notice" key={`${lead} ${text}`} lead={lead} title={text} detail="" actions={actions} />;
}

interface BarProps {
  readonly kind: 'notice' | 'problem';
  /** Shown in full, whatever the width. */
  readonly lead?: string;
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

const dismissals = { notice: 'dismiss-notice', problem: 'dismiss-problem' } satisfies Record<string, ActionId>;

/** One line, with all of its text and its buttons on demand where they have no room in it; more only for what is shown in full. */
function Bar({ kind, lead = '', title, detail, actions }: BarProps) {
  const { post, store } = useChat();
  const strings = useStrings();
  const [isExpanded, setExpanded] = useState(false);
  const bodyId = useId();
  // The button that is pressed goes away; the focus must not go with it.
  const dismiss = () => {
    post({ type: 'action', action: dismissals[kind], messageId: null });
    store.focusRequests.value += 1;
  };
  return (
    <div class={`bar ${kind}${isExpanded ? ' expanded' : ''}`} role={kind === 'problem' ? 'alert' : 'status'}>
      <Icon name={kind === 'problem' ? 'error' : 'info'} />
      <div class="bar-body" id={bodyId}>
        {lead !== '' && <p class="bar-lead">{lead}</p>}
        {(title !== '' || detail !== '') && (
          <p>
            <span class="bar-title">{title}</span> {detail}
          </p>
        )}
        <ActionButtons actions={actions} messageId={null} />
      </div>
      <IconButton
        icon={isExpanded ? 'chevron-down' : 'chevron-right'}
        label={isExpanded ? strings.showLess : strings.showMore}
        class="small"
        expanded={isExpanded}
        controls={bodyId}
        onClick={() => setExpanded(!isExpanded)}
      />
      <IconButton icon="close" label={strings.dismiss} class="small" onClick={dismiss} />
    </div>
  );
}
