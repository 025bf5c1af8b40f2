import assert from 'node:assert/strict';
import { textOf } from '../../../../src/core/message.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { allConversations, importAll } from '../support/importing.js';

/** JSON can hold what JavaScript cannot make a text or a number of. */
const none = { toString: 1, valueOf: 1 };
const chatGptReference = { start_idx: none, matched_text: 'x', alt: 'y' };
const message = { id: 'm', parentId: null, role: 'assistant', createdAt: 1, status: 'complete' };
const saying = (...parts: readonly object[]): object => ({ ...message, parts });
const archive = (...messages: readonly object[]): object => ({
  format: 'scout-archive',
  version: 1,
  conversations: [
    {
      id: 'c',
      title: 'T',
      createdAt: 1,
      updatedAt: 1,
      workspace: null,
      headId: null,
      persona: null,
      pinned: false,
      archived: false,
      tags: [],
      jobs: [],
      messages,
    },
  ],
});

const places: readonly { readonly what: string; readonly value: unknown; readonly said: readonly string[] }[] = [
  { what: 'the type of a record of any program', value: [{ type: none, payload: {} }], said: [] },
  {
    what: 'the place of a mark of ChatGPT’s',
    value: [
      {
        conversation_id: 'c',
        current_node: 'a',
        mapping: {
          a: {
            message: {
              author: { role: 'assistant' },
              content: { content_type: 'text', parts: ['hi'] },
              metadata: { content_references: [chatGptReference, chatGptReference] },
            },
          },
        },
      },
    ],
    said: ['hi'],
  },
  {
    what: 'the time of a message of Cline’s',
    value: [
      { type: 'say', ts: 1, say: 'text', text: 'first' },
      { type: 'say', ts: none, say: 'tool', text: '{}' },
      { type: 'say', ts: none, say: 'text', text: 'second' },
    ],
    said: ['first', 'second'],
  },
  {
    what: 'the type of a part of LibreChat’s',
    value: { conversationId: 'c', messages: [{ messageId: 'm', content: [{ type: none }], text: 'hi' }] },
    said: ['hi'],
  },
  {
    what: 'the type of data for a vendor',
    value: archive(saying({ type: 'text', text: 'hi' }, { type: 'opaque', vendor: 'openai', data: { type: none } })),
    said: ['hi'],
  },
];

describe('a value that has no text', () => {
  for (const { what, value, said } of places)
    it(`as ${what} costs no more than itself`, async () => {
      const history = new MemoryHistory();
      const neighbour = [{ uuid: 'n', name: 'N', chat_messages: [{ uuid: 'a', sender: 'human', text: 'neighbour' }] }];
      const { outcome, problems } = await importAll(
        history,
        [value, neighbour].map((each) => ({
          kind: 'bytes',
          name: 'chosen.file',
          bytes: Buffer.from(JSON.stringify(each)),
        })),
      );
      assert.equal(outcome, 'complete');
      assert.deepEqual(
        problems.map(({ reason }) => reason),
        said.length === 0 ? ['unrecognized'] : [],
      );
      const texts: string[] = [];
      for (const { id } of await allConversations(history))
        for (const { parts } of await history.messages(id)) texts.push(textOf(parts));
      assert.deepEqual(texts.filter((text) => text !== '').sort(), [...said, 'neighbour'].sort());
    });

  it('neither stops what comes after it in the list', async () => {
    const history = new MemoryHistory();
    const chat = { uuid: 'n', name: 'N', chat_messages: [{ uuid: 'a', sender: 'human', text: 'hi' }] };
    const list = [none, 1, { ...chat, uuid: none }, chat, none, { ...chat, uuid: 'o' }, 'x'];
    const { added, problems } = await importAll(history, [
      { kind: 'bytes', name: 'chosen.file', bytes: Buffer.from(JSON.stringify(list)) },
    ]);
    assert.equal(added, 2);
    assert.deepEqual(
      problems.map(({ position }) => position?.number),
      [1, 2, 3, 5, 7],
    );
  });
});
