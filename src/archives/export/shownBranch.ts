import { branchTo, headOf } from '../../core/messageForest.js';
import type { Conversation, StoredMessage } from '../../storage/api/chatHistory.js';

/** What documents for reading show of a conversation: the branch that is on screen, and how many messages are in others. */
export function shownBranch(
  { headId }: Conversation,
  messages: readonly StoredMessage[],
): { readonly branch: readonly StoredMessage[]; readonly others: number } {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch = branchTo(byId, headOf(byId, headId)?.id ?? null);
  return { branch, others: byId.size - branch.length };
}
