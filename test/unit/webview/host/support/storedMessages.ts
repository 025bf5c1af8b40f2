import type { StoredJob, StoredMessage } from '../../../../../src/storage/api/chatHistory.js';

/** An answer that is complete, unless the fields say otherwise. */
export function storedMessage(id: string, fields: Partial<StoredMessage> = {}): StoredMessage {
  return {
    id,
    conversationId: 'c',
    parentId: null,
    role: 'assistant',
    parts: [{ type: 'text', text: `text of ${id}` }],
    createdAt: 1,
    status: 'complete',
    ...fields,
  };
}

/** Questions and answers in turn, each after the one before: `m0`, `m1`, … */
export function thread(count: number, conversationId = 'c'): readonly StoredMessage[] {
  return Array.from({ length: count }, (_, index) =>
    storedMessage(`m${index}`, {
      conversationId,
      parentId: index === 0 ? null : `m${index - 1}`,
      role: index % 2 === 0 ? 'user' : 'assistant',
      createdAt: index,
    }),
  );
}

/** A title job that has changed `before` into `after`. */
export function titleJob(fields: Partial<StoredJob> = {}): StoredJob {
  return {
    id: 'j',
    conversationId: 'c',
    kind: 'title',
    provider: 'openai',
    model: 'm-small',
    createdAt: 1,
    status: 'complete',
    before: 'before',
    after: 'after',
    usage: { inputTokens: 1_200, outputTokens: 7 },
    ...fields,
  };
}
