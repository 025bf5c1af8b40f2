import { shownBranch } from '../../../archives/export/shownBranch.js';
import type { ChatHistory, Conversation, StoredMessage } from '../../../storage/api/chatHistory.js';

export interface NewestMessages {
  /** Of the branch on screen, oldest first. */
  readonly branch: readonly StoredMessage[];
  /** There are older ones, which were not read. */
  readonly isCut: boolean;
}

/** The end of the branch on screen: whole messages, until they have this much text; no more than that is read. Rejects with `AbortError`. */
export async function newestMessages(
  history: Pick<ChatHistory, 'messages' | 'messagePages'>,
  conversation: Conversation,
  maximum: number,
  signal: AbortSignal,
): Promise<NewestMessages> {
  const pages = await history.messagePages(conversation.id);
  const read: StoredMessage[] = [];
  for (const [index, ids] of pages.entries()) {
    read.push(...(await history.messages(conversation.id, ids)));
    signal.throwIfAborted();
    const hasHead = conversation.headId === null || read.some(({ id }) => id === conversation.headId);
    const { branch } = shownBranch(conversation, read);
    const length = branch.reduce((sum, message) => sum + lengthOf(message), 0);
    if (hasHead && length >= maximum) return { branch, isCut: index + 1 < pages.length };
  }
  return { branch: shownBranch(conversation, read).branch, isCut: false };
}

function lengthOf({ parts }: StoredMessage): number {
  return parts.reduce((sum, part) => sum + ('text' in part ? (part.text?.length ?? 0) : 0), 0);
}
