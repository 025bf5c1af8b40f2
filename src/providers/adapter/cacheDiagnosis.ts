import type { CacheMissReason } from '../../core/message.js';
import type { ChatEvent } from '../provider.js';

/** Conversations of which the latest answer is known. A chat that is older than these starts its comparison anew. */
const maximumConversations = 200;
/** Characters of an id; vendors use about 50. A longer one is not sent back. */
const maximumId = 200;

/** The vendor's ids of the latest answers, so that it can say what has changed since. Kept as long as the provider. */
export interface LatestAnswers {
  /** @param key see `PromptCache.key` */
  get(key: string): string | undefined;
  /** Anything but an id of the usual form is not kept. */
  set(key: string, id: unknown): void;
}

export function createLatestAnswers(): LatestAnswers {
  const ids = new Map<string, string>();
  return {
    get: (key) => ids.get(key),
    set(key, id) {
      if (typeof id !== 'string' || id === '' || id.length > maximumId) return;
      // The one that was used last stands last.
      ids.delete(key);
      ids.set(key, id);
      if (ids.size > maximumConversations) ids.delete(ids.keys().next().value!);
    },
  };
}

/** What one answer's stream says about the cache, besides its counts. */
export interface CacheReport {
  missReason: CacheMissReason | undefined;
}

/** Adds the reason of a miss to the counts. */
export async function* withMissReason(
  events: AsyncIterable<ChatEvent>,
  report: CacheReport,
): AsyncGenerator<ChatEvent, void, undefined> {
  for await (const event of events) {
    const { missReason } = report;
    yield event.type === 'usage' && missReason !== undefined
      ? { type: 'usage', usage: { ...event.usage, cacheMissReason: missReason } }
      : event;
  }
}
