import { useChat } from '../chatContext.js';
import { ActionButtons } from './ActionButtons.js';
import { Icon } from './Icon.js';

/** A standing remark above the conversation. */
export function NoticeBar() {
  const { notice } = useChat().store.status.value;
  if (notice === null) return null;
  return (
    <div class="bar notice" role="status">
      <Icon name="info" />
      <p>{notice.text}</p>
      <ActionButtons actions={notice.actions} messageId={null} />
    </div>
  );
}

/** A fault that belongs to no message. */
export function ProblemBar() {
  const { problem } = useChat().store.status.value;
  if (problem === null) return null;
  return (
    <div class="bar problem" role="alert">
      <Icon name="error" />
      <p>
        <strong>{problem.title}</strong> {problem.detail}
      </p>
      <ActionButtons actions={problem.actions} messageId={null} />
    </div>
  );
}
