import assert from 'node:assert/strict';
import type { RequestEnvelope } from '../../../../../src/webview/protocol/delivery.js';
import { ViewMemory } from '../../../../../src/webview/ui/delivery/viewMemory.js';

describe('what a view remembers', () => {
  it('is what was set last, of each part, and what is restored stays', () => {
    let stored: unknown;
    const store = (state: unknown): void => void (stored = structuredClone(state));
    const memory = new ViewMemory(undefined, store);
    const draft = { type: 'request', id: 'r', request: { type: 'draft', conversationId: 'c', text: 'a' } } as const;
    memory.set({ conversationId: 'c', listOpen: true });
    memory.set({ outbox: [draft], search: 'words', anchor: { messageId: 'm', top: -5 } });
    memory.set({ caret: { start: 1, end: 2, hasFocus: true } });
    const { restored } = new ViewMemory(stored, store);
    assert.deepEqual(restored, {
      viewId: memory.restored.viewId,
      conversationId: 'c',
      listOpen: true,
      outbox: [draft],
      revision: 1,
      search: 'words',
      anchor: { messageId: 'm', top: -5 },
      caret: { start: 1, end: 2, hasFocus: true },
    });
    assert.deepEqual(memory.restored.outbox, []);
  });

  it('is stored at once when a message is sent, however large it is, and with whatever waits', () => {
    let stored: unknown;
    const memory = new ViewMemory(undefined, (state) => (stored = state));
    const request = (id: string, type: 'draft' | 'send', text: string) =>
      ({ type: 'request', id, request: { type, messageId: id, conversationId: 'c', text } }) as RequestEnvelope;
    const large = 'x'.repeat(2_000_000);
    const restored = () => new ViewMemory(stored, () => undefined).restored;
    memory.set({ outbox: [request('d', 'draft', large)] });
    memory.setSoon({ outbox: [request('d', 'draft', `${large}y`)], caret: { start: 1, end: 1, hasFocus: true } });
    assert.equal(restored().caret, null, 'it waits');
    memory.set({ outbox: [request('s', 'send', `${large}y`)] });
    assert.deepEqual(restored().outbox, [request('s', 'send', `${large}y`)]);
    assert.equal(restored().caret?.start, 1);
    memory.setSoon({ caret: { start: 2, end: 2, hasFocus: true } });
    assert.equal(restored().caret?.start, 1, 'it waits');
    memory.flush();
    assert.equal(restored().caret?.start, 2);
  });

  for (const stored of [
    undefined,
    null,
    'text',
    { conversationId: 5, outbox: 'x', caret: 3, anchor: {}, search: null, listOpen: 'yes' },
    {
      outbox: [
        null,
        {},
        { type: 'request', id: 'r', request: { type: 'stop' } },
        { type: 'request', id: 'r', request: 1 },
      ],
    },
  ])
    it(`is nothing when what is stored is ${JSON.stringify(stored)}`, () => {
      const { viewId, ...restored } = new ViewMemory(stored, () => undefined).restored;
      assert.notEqual(viewId, '');
      assert.deepEqual(restored, {
        conversationId: null,
        outbox: [],
        revision: 0,
        listOpen: false,
        search: '',
        anchor: null,
        caret: null,
      });
    });

  it('is the conversation alone after an update from a version that knew nothing else', () => {
    assert.equal(new ViewMemory({ conversationId: 'c' }, () => undefined).restored.conversationId, 'c');
  });
});
