import { createHash } from 'node:crypto';
import type { HistoryEvent, StoredMessage } from '../../src/storage/chatHistory.js';

/** Messages in one transaction; whole or absent, never some of them. */
export const MESSAGES_PER_TRANSACTION = 3;

/** The conversation of the transactions. */
export const CONVERSATION = 'torture';

/** The conversation of the streaming answers. */
export const ANSWERS = 'answers';

/** The events of a transaction; everything in them follows from its name, so that a reader can check them. */
export function eventsOf(transaction: string): readonly HistoryEvent[] {
  return Array.from({ length: MESSAGES_PER_TRANSACTION }, (_, index) => {
    const id = `${transaction}/${index}`;
    return { type: 'message.put', message: messageOf(id) };
  });
}

/** The message with this id. Sizes vary from a few bytes to some 20 KB, so that kills fall within writes. */
export function messageOf(id: string): StoredMessage {
  const hash = createHash('sha256').update(id).digest('hex');
  const text = hash.repeat(1 + (Number.parseInt(hash.slice(0, 4), 16) % 320));
  return { id, conversationId: CONVERSATION, parentId: null, role: 'user', parts: [{ type: 'text', text }], createdAt: 1, status: 'complete' };
}

/** Begins an answer that is never finished. */
export function streamingOf(answer: string): HistoryEvent {
  const message = { id: answer, conversationId: ANSWERS, parentId: null, role: 'assistant', parts: [], createdAt: 1, status: 'streaming' } as const;
  return { type: 'message.put', message };
}

/** One delta says its own number, so that a missing, doubled or displaced one shows. */
export function deltaOf(answer: string, number: number): HistoryEvent {
  return { type: 'message.delta', conversationId: ANSWERS, messageId: answer, index: number, parts: [{ type: 'text', text: `${number} ` }] };
}
