import { textOf, type AttachmentPart } from '../core/message.js';
import type { SendGate, SendTarget } from '../privacy/sendGate.js';
import type { StoredMessage } from '../storage/api/chatHistory.js';

/**
 * What a title is proposed for, as it may be sent: the first question and the answer with which the branch ends; `undefined` without them.
 * An answer repeats what it is about: where anything that was attached before it may not go, neither may the answer.
 * @throws ScoutError `local-only` when a rule keeps something of the branch on this machine
 */
export async function sendableTitleSubject(
  conversationId: string,
  branch: readonly StoredMessage[],
  target: SendTarget,
  gate: SendGate,
): Promise<{ readonly question: string; readonly answer: string } | undefined> {
  const question = branch.find(({ role }) => role === 'user');
  const answer = branch.at(-1);
  if (question === undefined || answer === undefined) return undefined;
  const attachments = branch.flatMap(({ parts }) =>
    parts.filter((part): part is AttachmentPart => part.type === 'attachment'),
  );
  const said = { conversationId, target, mayAsk: false } as const;
  const { signal } = new AbortController();
  const asked = await gate.check({ ...said, text: textOf(question.parts), attachments }, signal);
  const answered = await gate.check({ ...said, text: textOf(answer.parts), attachments: [] }, signal);
  return { question: asked.text, answer: answered.text };
}
