import type { NoticeView, ProblemView } from '../../protocol/problems.js';
import { useChat } from '../chatContext.js';
import { ActionButtons } from '../common/ActionButtons.js';
import { Icon } from '../common/Icon.js';

/** What is to be said above the conversation: a standing remark, and a fault that belongs to no message. */
export function NoticeBars() {
  const { store } = useChat();
  const { notice: standing, welcome, problem } = store.status.value;
  // The welcome of an empty chat says the same, and offers more.
  const notice = welcome !== null && store.entries.value.length === 0 ? null : standing;
  if (notice === null && problem === null) return null;
  return (
    <div class="bars">
      {notice !== null && <NoticeBar notice={notice} />}
      {problem !== null && <ProblemBar problem={problem} />}
    </div>
  );
}

function NoticeBar({ notice }: { readonly notice: NoticeView }) {
  return (
    <div class="bar notice" role="status">
      <Icon name="info" />
      <p>{notice.text}</p>
      <ActionButtons actions={notice.actions} messageId={null} />
    </div>
  );
}

function ProblemBar({ problem }: { readonly problem: ProblemView }) {
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
