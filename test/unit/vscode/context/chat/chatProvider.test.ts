import assert from 'node:assert/strict';
import type { AttachmentPart, MessagePart } from '../../../../../src/core/message.js';
import type { HistoryEvent, StoredMessage } from '../../../../../src/storage/api/chatHistory.js';
import { ChatProvider } from '../../../../../src/vscode/context/chat/chatProvider.js';
import { MemoryHistory } from '../../../../support/memoryHistory.js';

const { signal } = new AbortController();
const chatId = '01900000-0000-7000-8000-000000000001';

function message(index: number, parts: readonly MessagePart[], parent = index - 1): StoredMessage {
  const idOf = (number: number): string => `01900000-0000-7000-8000-1${String(number).padStart(11, '0')}`;
  return {
    id: idOf(index),
    conversationId: chatId,
    parentId: parent === 0 ? null : idOf(parent),
    role: index % 2 === 1 ? 'user' : 'assistant',
    parts,
    createdAt: 1_700_000_000_000 + index * 1_000,
    status: 'complete',
    ...(index % 2 === 1 ? {} : { provider: 'openai', model: 'm-1' }),
  };
}

const text = (said: string): readonly MessagePart[] => [{ type: 'text', text: said }];

const attached: AttachmentPart = {
  type: 'attachment',
  id: '01900000-0000-7000-8000-000000000009',
  kind: 'problems',
  label: 'problems',
  mediaType: 'text/plain',
  text: 'x',
  uri: 'file:///w/a.ts',
  sources: ['file:///w/b.ts', 'file:///w/a.ts'],
  bytes: 1,
  capturedAt: 1,
};

async function withChat(messages: readonly StoredMessage[], title = 'Pools'): Promise<ChatProvider> {
  const history = new MemoryHistory();
  const fields = {
    title,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    workspace: 'file:///secret/place',
    headId: messages.at(-1)!.id,
  };
  const events: HistoryEvent[] = [
    { type: 'conversation.set', id: chatId, fields },
    ...messages.map((one) => ({ type: 'message.put', message: one }) as const),
  ];
  await history.append(events, 'synced');
  return new ChatProvider({ history, workspace: null, displayNameOf: () => 'OpenAI' });
}

const captured = async (provider: ChatProvider, id: string): Promise<AttachmentPart> =>
  (await provider.capture(id, signal))[0]!;

describe('another chat, as an attachment', () => {
  it('is found among the latest, and what was said is attached as Markdown, without what SCOUT notes for itself', async () => {
    const provider = await withChat([
      message(1, text('What is a pool?')),
      message(2, text('A **set** of connections.')),
    ]);
    const [candidate] = await provider.find('', signal);
    assert.deepEqual([candidate!.id, candidate!.label], [`chat:${chatId}`, 'Pools']);
    const part = await captured(provider, candidate!.id);
    assert.match(
      part.text!,
      /^# Pools\n\n## You · .*\n\nWhat is a pool\?\n\n## Assistant \(openai · m-1\) · .*\n\nA \*\*set\*\* of connections\.\n$/u,
    );
    assert.doesNotMatch(part.text!, /secret|01900000/u);
    assert.deepEqual([part.kind, part.label, part.mediaType, part.note], ['chat', 'Pools', 'text/markdown', undefined]);
  });

  it('is found by words, and so is a single answer', async () => {
    const provider = await withChat([message(1, text('What is a pool?')), message(2, text('A set of connections.'))]);
    const [answer] = await provider.find('connections', signal);
    assert.equal(answer!.id, `chat:${chatId}/${message(2, []).id}`);
    assert.match(answer!.description, /^OpenAI · m-1: A set of connections/u);
    const part = await captured(provider, answer!.id);
    assert.deepEqual([part.label, part.text], ['Answer in “Pools”', 'A set of connections.']);
    assert.deepEqual(
      (await provider.find('pools', signal)).map(({ id }) => id),
      [`chat:${chatId}`],
    );
  });

  it('keeps the newest part of a long one, and reads no more', async () => {
    const long = Array.from({ length: 60 }, (_, index) =>
      message(index + 1, text(`${index + 1}:${'x'.repeat(10_000)}`)),
    );
    const part = await captured(await withChat(long), `chat:${chatId}`);
    assert.equal(part.note, 'only the newest part of the chat');
    assert.ok(part.text!.length <= 200_000);
    assert.match(part.text!, /\n60:x/u);
    assert.doesNotMatch(part.text!, /\n2:x/u);
  });

  it('has the branch on screen only', async () => {
    const provider = await withChat([
      message(1, text('question')),
      message(2, text('left answer')),
      message(4, text('right answer'), 1),
    ]);
    const part = await captured(provider, `chat:${chatId}`);
    assert.match(part.text!, /right answer/u);
    assert.doesNotMatch(part.text!, /left answer|other branches/u);
  });

  it('names the files of what was attached there, for which there may be rules', async () => {
    const part = await captured(await withChat([message(1, [attached, ...text('why?')])]), `chat:${chatId}`);
    assert.deepEqual(part.sources, ['file:///w/a.ts', 'file:///w/b.ts']);
  });

  it('names them for a single answer, too, and where only the newest part is attached', async () => {
    const provider = await withChat([
      message(1, [attached, ...text('why?')]),
      ...Array.from({ length: 60 }, (_, at) => message(at + 2, text(`${at}:${'x'.repeat(10_000)}`))),
    ]);
    for (const id of [`chat:${chatId}`, `chat:${chatId}/${message(2, []).id}`])
      assert.deepEqual((await captured(provider, id)).sources, ['file:///w/a.ts', 'file:///w/b.ts']);
  });

  it('names none of another branch', async () => {
    const provider = await withChat([
      message(1, text('why?')),
      message(2, text('so')),
      message(3, [attached, ...text('why?')]),
      message(5, text('else?'), 2),
    ]);
    for (const id of [`chat:${chatId}`, `chat:${chatId}/${message(2, []).id}`])
      assert.equal((await captured(provider, id)).sources, undefined);
  });

  it('is refused when it is gone', async () => {
    const provider = await withChat([message(1, text('question'))]);
    await assert.rejects(provider.capture('chat:nowhere', signal), /gone or empty/u);
    await assert.rejects(provider.capture(`chat:${chatId}/nothing`, signal), /gone or empty/u);
  });
});
