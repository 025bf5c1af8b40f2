import type { ChatHistory, HistoryEvent, StoredMessage } from './chatHistory.js';
import type { Ask } from './workerProtocol.js';

/** More conversations than any list shows; SQLite's limit must be an integer. */
const MAX_LIMIT = 1_000_000_000;

/**
 * The chat history as this process sees it: a message that is still `streaming` in the database, but whose
 * stream was not begun here, was cut off when its process ended.
 */
export function connectHistory(ask: Ask<'history'>, append: ChatHistory['append']): ChatHistory {
  const streaming = new Set<string>();

  const asSeenHere = (message: StoredMessage): StoredMessage =>
    message.status === 'streaming' && !streaming.has(message.id) ? { ...message, status: 'interrupted' } : message;

  return {
    async append(events: readonly HistoryEvent[], durability) {
      const puts = events.flatMap((event) => (event.type === 'message.put' ? [event.message] : []));
      for (const { id, status } of puts) if (status === 'streaming') streaming.add(id);
      await append(events, durability);
      for (const { id, status } of puts) if (status !== 'streaming') streaming.delete(id);
    },
    conversations: (limit) => ask('conversations', Math.trunc(Math.min(Math.max(limit, 0), MAX_LIMIT)) || 0),
    conversation: (id) => ask('conversation', id),
    messages: async (conversationId) => (await ask('messages', conversationId)).map(asSeenHere),
    jobs: (conversationId) => ask('jobs', conversationId),
  };
}
