import type { Conversation } from '../../storage/api/chatHistory.js';
import { isRevisedRank } from '../../storage/api/messageRank.js';
import type { ImportedConversation, ImportedMessage } from '../importedConversation.js';

/**
 * Whether the file goes on where the conversation stands, or has another end while nothing was said here: then its end is shown, and not where the
 * user went on by themselves.
 *
 * @param ranks of the messages that are there.
 */
export function continues(
  { conversation, messages }: ImportedConversation,
  there: Conversation,
  ranks: ReadonlyMap<string, number>,
): boolean {
  const { headId } = conversation;
  if (headId === null || ranks.has(headId)) return false;
  if (there.headId === null || [...ranks.values()].every(isRevisedRank)) return true;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const seen = new Set<string>();
  let above: ImportedMessage | undefined = byId.get(headId);
  while (above !== undefined && !seen.has(above.id)) {
    if (above.id === there.headId) return true;
    seen.add(above.id);
    above = above.parentId === null ? undefined : byId.get(above.parentId);
  }
  return false;
}
