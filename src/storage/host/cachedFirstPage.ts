import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ChatHistory, Conversation } from '../api/chatHistory.js';
import { beginningOf, decodeListCache } from '../protocol/listCacheFile.js';

export interface CachedFirstPageOptions {
  /** Answers from the history itself, and opens it. */
  readonly conversations: ChatHistory['conversations'];
  /** The list that the last window has left. */
  readonly file: string;
  /** Whether the history is open: then it answers as fast, and right. */
  readonly isOpen: () => boolean;
  /** What was given is not, or may not be, what the history says. */
  readonly onWrong: () => void;
}

/**
 * Gives the beginning of the list at once, while the history is being opened: as it was when the last window looked. The
 * history's own answer is waited for in any case; where it differs, or fails, `onWrong` is called, and only it counts from then on.
 */
export function cachedFirstPage({
  conversations,
  file,
  isOpen,
  onWrong,
}: CachedFirstPageOptions): ChatHistory['firstConversations'] {
  let isAnswered = false;
  return async (filter, limit) => {
    const truth = conversations(filter, limit);
    const answered = truth.then(
      () => void (isAnswered = true),
      () => void (isAnswered = true),
    );
    if (isAnswered || isOpen()) return truth;
    const kept = await Promise.race([answered, readKeptList(file)]);
    const beginning = kept && beginningOf(kept, filter, limit);
    if (beginning === undefined || isAnswered || isOpen()) return truth;
    truth.then((found) => {
      if (!isDeepStrictEqual(found, beginning)) onWrong();
    }, onWrong);
    return beginning;
  };
}

async function readKeptList(file: string): Promise<readonly Conversation[] | undefined> {
  try {
    return decodeListCache(await readFile(file, 'utf8'));
  } catch {
    // There is none, or it cannot be read now: the history answers a moment later.
    return undefined;
  }
}
