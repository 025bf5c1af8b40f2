import type { Disposable } from '../../core/disposables.js';
import type { ChatHistory, HistoryEvent, StoredJob, StoredMessage } from '../api/chatHistory.js';
import type { Ask } from '../protocol/queries.js';

/** More conversations than any list shows; SQLite's limit must be an integer. */
const MAX_LIMIT = 1_000_000_000;
/** A stream in another process that has not been seen growing for so long was cut off. */
const STREAM_TIMEOUT_MS = 30_000;

/** What other processes have changed. */
export interface HistoryChange {
  /** `undefined`: it could be any. */
  readonly conversationIds: ReadonlySet<string> | undefined;
  /** Messages that were seen growing. */
  readonly growing: readonly string[];
}

/**
 * The chat history as this process sees it: a message that is still `streaming` in the database, but whose
 * stream was neither begun here nor seen growing lately, was cut off when its process ended. Messages and jobs are as their types say,
 * whatever earlier versions stored.
 */
export function connectHistory(
  ask: Ask<'history'>,
  append: ChatHistory['append'],
  onChanged: (listener: (change: HistoryChange) => void) => Disposable,
  now: () => number = () => performance.now(),
): Omit<ChatHistory, 'firstConversations' | 'notifyChanged'> {
  const streamingHere = new Set<string>();
  /** When they were last seen growing. */
  const streamingElsewhere = new Map<string, number>();

  // The first to be notified of a change: whoever asks because of it already gets the right answer.
  onChanged(({ growing }) => {
    const seen = now();
    for (const id of growing) {
      // At the end of the map, which is in the order of the times then.
      streamingElsewhere.delete(id);
      streamingElsewhere.set(id, seen);
    }
    for (const [id, time] of streamingElsewhere) {
      if (seen - time < STREAM_TIMEOUT_MS) break;
      streamingElsewhere.delete(id);
    }
  });

  const isGrowing = (id: string): boolean =>
    streamingHere.has(id) || now() - (streamingElsewhere.get(id) ?? Number.NEGATIVE_INFINITY) < STREAM_TIMEOUT_MS;

  const asSeenHere = (message: StoredMessage): StoredMessage => {
    if (message.status === 'streaming') return isGrowing(message.id) ? message : { ...message, status: 'interrupted' };
    streamingElsewhere.delete(message.id);
    return message;
  };

  return {
    async append(events: readonly HistoryEvent[], durability) {
      const puts = events.flatMap((event) => (event.type === 'message.put' ? [event.message] : []));
      for (const { id, status } of puts) if (status === 'streaming') streamingHere.add(id);
      await append(events, durability);
      for (const { id, status } of puts) if (status !== 'streaming') streamingHere.delete(id);
    },
    conversations: (filter, limit, after) =>
      ask('conversations', filter, Math.trunc(Math.min(Math.max(limit, 0), MAX_LIMIT)) || 0, after),
    deleted: () => ask('deleted'),
    conversation: (id) => ask('conversation', id),
    isTombstoned: (id) => ask('isTombstoned', id),
    messages: async (conversationId, ids) => (await readInPages(ask, conversationId, ids)).map(asSeenHere),
    messagePages: (conversationId) => ask('messagePages', conversationId),
    messageRanks: async (conversationId) =>
      JSON.parse(await ask('messageRanks', conversationId)) as readonly (readonly [string, number])[],
    jobs: (conversationId) => readJobs(ask, conversationId),
    search: (request) => ask('search', request),
    labels: () => ask('labels'),
    onChanged: (listener) =>
      onChanged(({ conversationIds }) => {
        if (conversationIds?.size !== 0) listener(conversationIds);
      }),
    onGrown: (listener) => onChanged(({ growing }) => growing.length > 0 && listener(new Set(growing))),
  };
}

/** Page by page, newest first: in between the worker answers others, and neither side ever holds all of it twice. */
async function readInPages(
  ask: Ask<'history'>,
  conversationId: string,
  wanted: readonly string[] | undefined,
): Promise<readonly StoredMessage[]> {
  if (wanted?.length === 0) return [];
  const { soundMessage } = await importSound();
  const pages: (readonly StoredMessage[])[] = [];
  for (const ids of await ask('messagePages', conversationId, wanted))
    pages.push((await ask('messages', conversationId, ids)).map(soundMessage));
  return pages.toReversed().flat();
}

async function readJobs(ask: Ask<'history'>, conversationId: string): Promise<readonly StoredJob[]> {
  const { soundJob } = await importSound();
  return (await ask('jobs', conversationId)).map(soundJob);
}

/** With the first chat that is read: a window that shows none does without. */
function importSound() {
  return import('../api/soundMessage.js');
}
