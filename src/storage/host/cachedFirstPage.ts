import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ChatHistory, Conversation } from '../api/chatHistory.js';
import { beginningOf, decodeListCache } from '../protocol/listCacheFile.js';

export interface CachedFirstPageOptions {
  /** Answers from the history itself, and opens it. */
  readonly conversations: ChatHistory['conversations'];
  /** The list cache that the last window has left. */
  readonly file: string;
  /** Whether the history is open: then it answers as fast, and right. */
  readonly isOpen: () => boolean;
  /** The cached page is not, or may not be, what the history holds. */
  readonly onWrong: () => void;
}

/**
 * Gives the first page of the list at once, while the history is being opened: as the last window has cached it. The history's own
 * answer is awaited in any case; where it differs, or fails, `onWrong` is called, and from then on only the history answers.
 */
export function cachedFirstPage({
  conversations,
  file,
  isOpen,
  onWrong,
}: CachedFirstPageOptions): ChatHistory['firstConversations'] {
  let isAnswered = false;
  return async (filter, limit, mayAsk = Promise.resolve()) => {
    const truth = mayAsk.then(() => conversations(filter, limit));
    const answered = truth.then(
      () => void (isAnswered = true),
      () => void (isAnswered = true),
    );
    if (isAnswered || isOpen()) return truth;
    const cached = await Promise.race([answered, readListCache(file)]);
    const beginning = cached && beginningOf(cached, filter, limit);
    if (beginning === undefined || isAnswered || isOpen()) return truth;
    truth.then((found) => {
      if (!isDeepStrictEqual(found, beginning)) onWrong();
    }, onWrong);
    return beginning;
  };
}

async function readListCache(file: string): Promise<readonly Conversation[] | undefined> {
  try {
    return decodeListCache(await readFile(file, 'utf8'));
  } catch {
    // There is none, or it cannot be read now: the history answers a moment later.
    return undefined;
  }
}
