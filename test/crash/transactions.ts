import { createHash } from 'node:crypto';
import type { MessagePart } from '../../src/core/message.js';
import type { HistoryEvent, StoredMessage } from '../../src/storage/api/chatHistory.js';

/** The conversations whose fields every process sets. */
export const FIELD_CONVERSATIONS = ['fields.0', 'fields.1', 'fields.2'];

/** Fields each of which belongs to whoever set it last. */
export const FIELDS = ['title', 'workspace'] as const;
export type Field = (typeof FIELDS)[number];

/** How many messages a transaction has: whole or absent, never some of them. */
export function sizeOf(transaction: string): number {
  return 1 + (digestOf(transaction)[0]! % 4);
}

/** The events of a transaction; everything in them follows from its name, so that a reader can check them. */
export function eventsOf(conversation: string, transaction: string): readonly HistoryEvent[] {
  return Array.from({ length: sizeOf(transaction) }, (_, index) => ({
    type: 'message.put',
    message: messageOf(conversation, `${transaction}/${index}`),
  }));
}

/**
 * The message with this id. Sizes vary from a few bytes to some 20 KB, so that kills fall within writes; a few have an attachment,
 * which several messages, and conversations that are deleted, have in common.
 */
export function messageOf(conversationId: string, id: string): StoredMessage {
  const digest = digestOf(id);
  const repetitions = digest[0] === 0 ? 320 : 1 + (digest[1]! % 30);
  const text: MessagePart = { type: 'text', text: digest.toString('hex').repeat(repetitions) };
  const parts = digest[2]! < 12 ? [text, attachmentOf(digest[3]! % 5)] : [text];
  return { id, conversationId, parentId: null, role: 'user', parts, createdAt: 1, status: 'complete' };
}

/** Begins a streaming answer. */
export function streamingOf(conversationId: string, answer: string): HistoryEvent {
  return { type: 'message.put', message: { ...answerOf(conversationId, answer, 0), status: 'streaming' } };
}

/** One delta says its own number, so that a missing, doubled or displaced one shows. */
export function deltaOf(conversationId: string, answer: string, number: number): HistoryEvent {
  return {
    type: 'message.delta',
    conversationId,
    messageId: answer,
    index: number,
    parts: [{ type: 'text', text: `${number} ` }],
  };
}

/** The finished answer after so many deltas. */
export function answerOf(conversationId: string, id: string, deltas: number): StoredMessage {
  const parts =
    deltas === 0
      ? []
      : ([{ type: 'text', text: Array.from({ length: deltas }, (_, number) => `${number} `).join('') }] as const);
  return { id, conversationId, parentId: null, role: 'assistant', parts, createdAt: 1, status: 'complete' };
}

/** An answer's id has this in it, a transaction's message has a slash. */
export function isAnswer(id: string): boolean {
  return !id.includes('/');
}

/** Large enough to become a file of its own. */
function attachmentOf(number: number): MessagePart {
  const data = Buffer.concat(Array.from({ length: 450 + number }, () => digestOf(`attachment ${number}`))).toString(
    'base64',
  );
  return { type: 'file', mediaType: 'image/png', name: `${number}.png`, data };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
