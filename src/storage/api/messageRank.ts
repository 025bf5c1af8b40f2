import type { MessageStatus } from './chatHistory.js';

/**
 * Which of two versions of a message stays: the higher rank, and of equal ranks the one written first.
 * A finished answer beats somebody else's belief that it was interrupted, and nothing beats itself, so a
 * finished message never changes.
 */
export const rank: Readonly<Record<MessageStatus, number>> = { streaming: 0, interrupted: 1, failed: 2, complete: 3 };

/** The rank of a message. A revision, which only imported messages have, counts above every status; anything else than a positive integer is none. */
export function messageRank(status: MessageStatus, revision: unknown): number {
  const isRevised = status !== 'streaming' && Number.isSafeInteger(revision) && (revision as number) > 0;
  return isRevised ? rank.complete + (revision as number) : rank[status];
}

/** Whether a message with this rank has a revision: it was imported, and is no word of the user's own. */
export function isRevisedRank(itsRank: number): boolean {
  return itsRank > rank.complete;
}
