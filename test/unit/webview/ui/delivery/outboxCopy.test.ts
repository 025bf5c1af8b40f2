import assert from 'node:assert/strict';
import type { DurableRequest, RequestEnvelope } from '../../../../../src/webview/protocol/delivery.js';
import { OutboxCopy, type TabStorage } from '../../../../../src/webview/ui/delivery/outboxCopy.js';
import { MemoryTabStorage } from '../../../../support/memoryTabStorage.js';

const envelope = (id: string, request: DurableRequest): RequestEnvelope => ({ type: 'request', id, request });
const send = (id: string): RequestEnvelope =>
  envelope(id, { type: 'send', attachmentIds: [], messageId: id, conversationId: 'c', text: `text ${id}` });
const draft = (id: string, text: string): RequestEnvelope => envelope(id, { type: 'draft', conversationId: 'c', text });
const keepDraft = (id: string, text: string): RequestEnvelope =>
  envelope(id, { type: 'keep-draft', conversationId: 'c', text });

describe('the copy of the outbox in the tab', () => {
  /** With one revision for everything that is stored. */
  const copyOf = (storage: TabStorage | undefined, viewId = 'v', place = 'panel') => {
    const copy = new OutboxCopy(storage, place, viewId);
    return {
      write: (outbox: readonly RequestEnvelope[]) => copy.write({ outbox, revision: 0 }),
      restore: (outbox: readonly RequestEnvelope[]) => copy.restore({ outbox, revision: 0 }).outbox,
    };
  };

  it('counts more than what the editor remembers, which may be older, also when it is empty', () => {
    const tab = new MemoryTabStorage();
    copyOf(tab).write([send('1'), send('2')]);
    assert.deepEqual(copyOf(tab).restore([send('0')]), [send('1'), send('2')]);
    copyOf(tab).write([]);
    assert.deepEqual(copyOf(tab).restore([send('0')]), []);
  });

  it('counts less than what the editor has stored later, as for a view that was moved into another window and back', () => {
    const tab = new MemoryTabStorage();
    const copy = new OutboxCopy(tab, 'panel', 'v');
    copy.write({ outbox: [send('1')], revision: 3 });
    const later = { outbox: [send('2')], revision: 4 };
    assert.deepEqual(new OutboxCopy(tab, 'panel', 'v').restore(later), later);
  });

  it('is understood as an earlier version of SCOUT has stored it', () => {
    const tab = new MemoryTabStorage();
    tab.setItem('scout.outbox.panel.v', JSON.stringify([send('1')]));
    const restored = new OutboxCopy(tab, 'panel', 'v').restore({ outbox: [], revision: 0 });
    assert.deepEqual(restored.outbox, [send('1')]);
  });

  it('is not there after an update, or in another tab: then the editor’s counts', () => {
    assert.deepEqual(copyOf(new MemoryTabStorage()).restore([send('0')]), [send('0')]);
  });

  it('gives what a view of the same place has left to the next one, once, and to no other place', () => {
    const tab = new MemoryTabStorage();
    copyOf(tab, 'gone').write([send('1'), send('2')]);
    assert.deepEqual(copyOf(tab, 'v', 'side-bar').restore([]), []);
    const next = copyOf(tab, 'next');
    assert.deepEqual(next.restore([send('3')]), [send('1'), send('2'), send('3')]);
    assert.deepEqual(copyOf(tab, 'next').restore([]), [send('1'), send('2'), send('3')], 'over a reload of that one');
    assert.deepEqual(JSON.parse(tab.getItem('scout.outbox.panel.gone') ?? ''), { outbox: [], revision: 0 });
  });

  it('keeps the draft that another view has left beside any newer one, and no empty one', () => {
    const tab = new MemoryTabStorage();
    copyOf(tab, 'gone').write([draft('1', 'left')]);
    copyOf(tab, 'gone too').write([draft('2', '')]);
    copyOf(tab).write([draft('3', 'own')]);
    assert.deepEqual(copyOf(tab).restore([]), [keepDraft('1', 'left'), draft('3', 'own')]);
  });

  it('has its own draft as it is, but only where it cannot be older than what the host has', () => {
    const tab = new MemoryTabStorage();
    copyOf(tab).write([draft('2', '')]);
    assert.deepEqual(copyOf(tab).restore([draft('1', 'old')]), [draft('2', '')]);
    assert.deepEqual(copyOf(new MemoryTabStorage()).restore([draft('1', 'old')]), [keepDraft('1', 'old')]);
    assert.deepEqual(copyOf(new MemoryTabStorage()).restore([send('1'), draft('2', '')]), [send('1')]);
  });

  it('holds one request once, although two views had it', () => {
    const tab = new MemoryTabStorage();
    copyOf(tab, 'gone').write([send('1'), send('2')]);
    assert.deepEqual(copyOf(tab).restore([send('2')]), [send('1'), send('2')]);
  });

  for (const [what, text] of [
    ['no JSON', '{"'],
    ['no list', '{"a":1}'],
    ['no requests', '[1,null,{"type":"request","id":"1","request":{"type":"stop"}}]'],
  ] as const)
    it(`is nothing where the storage holds ${what}`, () => {
      const tab = new MemoryTabStorage();
      tab.setItem('scout.outbox.panel.v', text);
      tab.setItem('scout.outbox.panel.gone', text);
      const restored = copyOf(tab).restore([send('0')]);
      assert.deepEqual(restored, what === 'no JSON' ? [send('0')] : []);
    });

  it('leaves nothing old behind when there is no room for the new', () => {
    const tab = new MemoryTabStorage();
    const full = Object.assign(Object.create(tab) as MemoryTabStorage, {
      getItem: (key: string) => tab.getItem(key),
      removeItem: (key: string) => tab.removeItem(key),
      setItem: (key: string, value: string) => {
        if (value.length > 200) throw new Error('QuotaExceededError');
        tab.setItem(key, value);
      },
    });
    Object.defineProperty(full, 'length', { get: () => tab.length });
    copyOf(full).write([send('1')]);
    copyOf(full).write([draft('2', 'x'.repeat(300))]);
    assert.equal(tab.getItem('scout.outbox.panel.v'), null);
  });

  it('does without a storage, and with one that denies everything', () => {
    const deny = (): never => {
      throw new Error('SecurityError');
    };
    const denied: TabStorage = { length: 1, key: deny, getItem: deny, setItem: deny, removeItem: deny };
    for (const storage of [undefined, denied]) {
      copyOf(storage).write([send('1')]);
      assert.deepEqual(copyOf(storage).restore([send('0')]), [send('0')]);
    }
  });
});
