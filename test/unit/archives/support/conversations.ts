import fc from 'fast-check';
import { reasoningEfforts } from '../../../../src/core/chatParameters.js';
import { attachmentKinds, type MessagePart } from '../../../../src/core/message.js';
import { singleLine } from '../../../../src/core/text/singleLine.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import type { Conversation, HistoryEvent, StoredJob, StoredMessage } from '../../../../src/storage/api/chatHistory.js';

/** A conversation with everything that belongs to it. */
export interface Whole {
  readonly conversation: Conversation;
  readonly messages: readonly StoredMessage[];
  readonly jobs: readonly StoredJob[];
}

/** A history in memory that keeps messages and jobs in the order in which the storage gives them. */
export class OrderedHistory extends MemoryHistory {
  override async messages(conversationId: string): Promise<readonly StoredMessage[]> {
    return [...(await super.messages(conversationId))].sort(oldestFirst);
  }

  override async jobs(conversationId: string): Promise<readonly StoredJob[]> {
    return [...(await super.jobs(conversationId))].sort(oldestFirst);
  }
}

function oldestFirst(
  a: { readonly createdAt: number; readonly id: string },
  b: { readonly createdAt: number; readonly id: string },
): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

export function eventsOf({ conversation: { id, ...fields }, messages, jobs }: Whole): readonly HistoryEvent[] {
  return [
    { type: 'conversation.set', id, fields },
    ...messages.map((message) => ({ type: 'message.put', message }) as const),
    ...jobs.map((job) => ({ type: 'job.put', job }) as const),
  ];
}

/** A history that holds these conversations. */
export async function holding(all: readonly Whole[]): Promise<OrderedHistory> {
  const history = new OrderedHistory();
  for (const whole of all) await history.append(eventsOf(whole), 'synced');
  return history;
}

/** What a history holds of a conversation. */
export async function contentOf(history: OrderedHistory, { conversation: { id } }: Whole): Promise<unknown> {
  return [await history.conversation(id), await history.messages(id), await history.jobs(id)];
}

export const sample: Whole = {
  conversation: {
    id: '0196-a',
    title: 'Bread',
    createdAt: Date.UTC(2026, 0, 2, 3, 4),
    updatedAt: Date.UTC(2026, 0, 2, 4),
    workspace: 'file:///home/me/bakery',
    headId: '0196-a3',
    persona: 'Baker',
    pinned: true,
    archived: false,
    tags: ['food', 'wheat & rye'],
    selection: { ref: { endpoint: 'mistral', model: 'mistral-x' }, parameters: { temperature: 0.5 } },
    deletedAt: null,
  },
  messages: [
    {
      id: '0196-a1',
      conversationId: '0196-a',
      parentId: null,
      role: 'user',
      parts: [
        { type: 'text', text: 'How do I bake **bread**?' },
        { type: 'file', mediaType: 'image/png', data: 'iVBORw0KGgo=', name: 'loaf.png' },
      ],
      createdAt: Date.UTC(2026, 0, 2, 3, 4),
      status: 'complete',
    },
    {
      id: '0196-a2',
      conversationId: '0196-a',
      parentId: '0196-a1',
      role: 'assistant',
      parts: [{ type: 'text', text: 'With flou' }],
      createdAt: Date.UTC(2026, 0, 2, 3, 5),
      status: 'interrupted',
      provider: 'openai',
      model: 'gpt-5',
      error: { code: 'network', message: 'The connection ended.' },
    },
    {
      id: '0196-a3',
      conversationId: '0196-a',
      parentId: '0196-a1',
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'Flour, water, salt.' },
        { type: 'text', text: 'Mix:\n\n```js\nconst dough = { flour: 500 };\n```\n' },
        { type: 'tool-call', id: 'call', name: 'oven', input: { degrees: 230, fan: false } },
        { type: 'citation', citation: { url: 'https://example.org/bread', title: 'Bread [1]' } },
        {
          type: 'opaque',
          vendor: 'anthropic',
          data: { type: 'thinking', thinking: 'Flour, water, salt.', signature: 'c2ln' },
        },
      ],
      createdAt: Date.UTC(2026, 0, 2, 3, 6),
      status: 'complete',
      provider: 'anthropic',
      model: 'claude',
      usage: {
        inputTokens: 10,
        outputTokens: 20,
        cachedInputTokens: 3,
        cacheWriteTokens: 1,
        reasoningTokens: 5,
        cacheMissReason: 'system',
        isEstimate: true,
      },
      finishReason: 'tool-calls',
      rawFinishReason: 'tool_use',
    },
  ],
  jobs: [
    {
      id: '0196-aj',
      conversationId: '0196-a',
      kind: 'title',
      provider: 'mistral',
      model: 'small',
      createdAt: Date.UTC(2026, 0, 2, 3, 7),
      status: 'complete',
      before: 'How do I bake',
      after: 'Bread',
      usage: { inputTokens: 4, outputTokens: 2 },
    },
  ],
};

/** Any text, half characters and zeros included. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\ud83d', '\0', '"', '\\', '</script>', '\u2028'),
  ),
  maxLength: 12,
});
/** What is shown as a label: an import makes one line of anything else. */
const label = text.map((line) => singleLine(line));
const json = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const time = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 4e12 }).map((value) => value + 0),
);
const count = fc.nat();
const optional = { requiredKeys: [] as [] };

const base64 = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const place = fc.constantFrom(
  'file:///home/me/a%20b.ts',
  'vscode-remote://host/b',
  'https://example.org/?q=1',
  'untitled:One',
);
const attachmentContent = fc.oneof(fc.record({ text }), fc.record({ data: base64 }), fc.record({ text, data: base64 }));
const attachmentFields = fc.record(
  {
    id: fc.uuid(),
    kind: fc.constantFrom(...attachmentKinds),
    label,
    mediaType: fc.constantFrom('text/plain', 'image/png', 'application/pdf'),
    uri: place,
    range: fc.tuple(count, count).map(([start, lines]) => ({ start, end: start + lines })),
    sources: fc.array(place, { maxLength: 3 }),
    languageId: fc.constantFrom('typescript', 'c++', 'objective-c'),
    bytes: count,
    capturedAt: time,
    note: label,
  },
  { requiredKeys: ['id', 'kind', 'label', 'mediaType', 'bytes', 'capturedAt'] },
);

const part: fc.Arbitrary<MessagePart> = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'reasoning', 'refusal'), text }),
  fc.record({ type: fc.constant('tool-call'), id: text, name: text, input: json }),
  fc.record({ type: fc.constant('tool-result'), callId: text, output: text, isError: fc.boolean() }),
  fc.tuple(fc.uint8Array({ maxLength: 30 }), fc.record({ name: text }, optional)).map(([bytes, rest]) => ({
    type: 'file',
    mediaType: 'image/png',
    data: Buffer.from(bytes).toString('base64'),
    ...rest,
  })),
  fc
    .tuple(attachmentContent, attachmentFields)
    .map(([content, fields]) => ({ type: 'attachment', ...fields, ...content })),
  fc
    .tuple(text, fc.record({ title: text }, optional))
    .map(([url, rest]) => ({ type: 'citation', citation: { url, ...rest } })),
  fc.base64String().map((data) => ({ type: 'opaque', vendor: 'anthropic', data: { type: 'redacted_thinking', data } })),
) as fc.Arbitrary<MessagePart>;

const usage = fc.record(
  {
    inputTokens: count,
    outputTokens: count,
    cachedInputTokens: count,
    cacheWriteTokens: count,
    reasoningTokens: count,
    cacheMissReason: fc.constantFrom('model', 'system', 'tools', 'messages', 'parameters'),
    isEstimate: fc.constant(true as const),
  },
  { requiredKeys: ['inputTokens', 'outputTokens'] },
);
const selection = fc.record({
  ref: fc.record({ endpoint: text.filter((id) => id !== ''), model: text }),
  parameters: fc.record(
    {
      maxOutputTokens: fc.integer({ min: 1, max: 1_000_000 }),
      // JSON has no negative zero.
      temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
      topP: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
      reasoningEffort: fc.constantFrom(...reasoningEfforts),
    },
    optional,
  ),
});
const failure = fc.record({ code: fc.constantFrom('network', 'internal', 'storage'), message: text });

/** A few conversations as a history may hold them: trees with branches, lost parents, unknown heads. */
export const anyHistory: fc.Arbitrary<readonly Whole[]> = fc
  .array(
    fc.record({
      fields: fc.record({
        title: label,
        createdAt: time,
        updatedAt: time,
        workspace: fc.option(text),
        persona: fc.option(label),
        pinned: fc.boolean(),
        archived: fc.boolean(),
        tags: fc.uniqueArray(
          label.filter((line) => line !== ''),
          { maxLength: 3 },
        ),
        selection: fc.option(selection),
      }),
      messages: fc.array(
        fc.record(
          {
            parent: fc.option(fc.nat({ max: 9 })),
            role: fc.constantFrom('user', 'assistant', 'tool'),
            parts: fc.array(part, { maxLength: 4 }),
            createdAt: time,
            status: fc.constantFrom('complete', 'interrupted', 'failed'),
            provider: text,
            providerName: text,
            model: text,
            usage,
            finishReason: fc.constantFrom('stop', 'length', 'tool-calls', 'content-filter', 'refusal', 'other'),
            rawFinishReason: text,
            error: failure,
          },
          { requiredKeys: ['parent', 'role', 'parts', 'createdAt', 'status'] },
        ),
        { maxLength: 6 },
      ),
      head: fc.option(fc.nat({ max: 9 })),
      jobs: fc.array(
        fc.record(
          {
            kind: fc.constant('title'),
            provider: text,
            model: text,
            createdAt: time,
            status: fc.constantFrom('complete', 'failed'),
            before: label,
            after: label,
            usage,
            error: failure,
          },
          { requiredKeys: ['kind', 'provider', 'model', 'createdAt', 'status', 'before'] },
        ),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 4 },
  )
  // Without the null prototypes of fast-check, which no clone keeps.
  .map((all) =>
    structuredClone(all).map(({ fields, messages, head, jobs }, index): Whole => {
      const id = `conversation-${index}`;
      const messageId = (number: number | null): string | null => (number === null ? null : `${id}-message-${number}`);
      return {
        conversation: { id, ...fields, headId: messageId(head), deletedAt: null },
        messages: messages.map(({ parent, ...message }, number) => ({
          ...message,
          id: messageId(number)!,
          conversationId: id,
          parentId: messageId(parent),
        })),
        jobs: jobs.map((job, number) => ({ ...job, id: `${id}-job-${number}`, conversationId: id })),
      };
    }),
  );
