import { branchTo } from '../../../core/messageForest.js';
import type { MessagePart } from '../../../core/message.js';
import type { ChatHistory } from '../../../storage/api/chatHistory.js';

/**
 * The files whose content is in what was attached anywhere on the way from the root to this message: an answer repeats what was attached
 * before it, however long ago. Reads the conversation group by group, and keeps no text. Rejects with `AbortError`.
 */
export async function branchSources(
  history: Pick<ChatHistory, 'messages' | 'messagePages'>,
  conversationId: string,
  messageId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const read = new Map<
    string,
    {
      readonly id: string;
      readonly parentId: string | null;
      readonly createdAt: number;
      readonly sources: readonly string[];
    }
  >();
  for (const ids of await history.messagePages(conversationId)) {
    for (const { id, parentId, createdAt, parts } of await history.messages(conversationId, ids))
      read.set(id, { id, parentId, createdAt, sources: parts.flatMap(sourcesOf) });
    signal.throwIfAborted();
  }
  return [...new Set(branchTo(read, messageId).flatMap(({ sources }) => sources))];
}

/** Rules about them hold for the copy, too. */
function sourcesOf(part: MessagePart): readonly string[] {
  if (part.type !== 'attachment') return [];
  return [...(part.uri === undefined ? [] : [part.uri]), ...(part.sources ?? [])];
}
