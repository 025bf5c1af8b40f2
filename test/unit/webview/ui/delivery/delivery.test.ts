import assert from 'node:assert/strict';
import type { PostedMessage } from '../../../../../src/webview/protocol/protocol.js';
import { ComposerModel } from '../../../../../src/webview/ui/chat/composerModel.js';
import { Delivery } from '../../../../../src/webview/ui/delivery/delivery.js';
import { OutboxCopy } from '../../../../../src/webview/ui/delivery/outboxCopy.js';
import { ViewMemory } from '../../../../../src/webview/ui/delivery/viewMemory.js';
import { MemoryTabStorage } from '../../../../support/memoryTabStorage.js';

describe('the delivery of a page that the browser has loaded again', () => {
  /** A page with what the editor remembers, which is old. */
  const openPage = (tab: MemoryTabStorage) => {
    const posted: PostedMessage[] = [];
    const memory: ViewMemory = new ViewMemory({ viewId: 'v', outbox: [] }, (state) => copy.write(state));
    const copy = new OutboxCopy(tab, 'panel', 'v');
    const delivery = new Delivery(
      (message) => posted.push(message),
      memory,
      copy,
      () => undefined,
    );
    return { delivery, memory, sent: () => posted.filter(({ type }) => type === 'request') };
  };

  it('has what was pending, and still has it on the next page when nothing but its place has changed', () => {
    const tab = new MemoryTabStorage();
    const send = { type: 'send', attachmentIds: [], messageId: 'm', conversationId: 'c', text: 'text' } as const;
    openPage(tab).delivery.post(send);
    for (let page = 2; page < 5; page += 1) {
      const { delivery, memory, sent } = openPage(tab);
      memory.set({ listOpen: true });
      delivery.start(null);
      assert.deepEqual(sent(), [{ type: 'request', id: 'm', request: send, late: true }], `page ${page}`);
      delivery.link.hear();
    }
  });
});

describe('the delivery of a page that outlives the moment in which it is hidden', () => {
  it('is repeated, since the answers may be lost, and not while nothing is', () => {
    const posted: PostedMessage[] = [];
    const memory: ViewMemory = new ViewMemory(undefined, () => undefined);
    const delivery = new Delivery(
      (message) => posted.push(message),
      memory,
      new OutboxCopy(undefined, 'panel', 'v'),
      () => undefined,
    );
    delivery.post({ type: 'send', attachmentIds: [], messageId: 'm', conversationId: 'c', text: 'text' });
    const times = () => posted.filter((message) => message.type === 'request' && message.id === 'm').length;
    delivery.receive({ type: 'pong' });
    assert.equal(times(), 1);
    delivery.receive({ type: 'pong', missed: true });
    assert.equal(times(), 2);
    delivery.link.hear();
  });
});

describe('the delivery of a view that is moved between windows', () => {
  /** A page of the view in one of the windows; the editor keeps its state in both. */
  const openPage = (editor: { state: unknown }, tab: MemoryTabStorage) => {
    const memory: ViewMemory = new ViewMemory(editor.state, (state) => {
      copy.write(state);
      editor.state = structuredClone(state);
    });
    const copy = new OutboxCopy(tab, 'panel', memory.restored.viewId);
    const delivery = new Delivery(
      () => undefined,
      memory,
      copy,
      () => undefined,
    );
    delivery.link.hear();
    return delivery;
  };
  const send = (messageId: string) =>
    ({ type: 'send', attachmentIds: [], messageId, conversationId: 'c', text: messageId }) as const;
  const pending = ({ outbox }: Delivery): string[] => outbox.entries.peek().map(({ id }) => id);

  it('has what is pending when it comes back, and not what was refused or acknowledged meanwhile', () => {
    const editor = { state: undefined as unknown };
    const [window, other] = [new MemoryTabStorage(), new MemoryTabStorage()];
    const first = openPage(editor, window);
    first.post(send('refused later'));
    first.link.hear();
    const moved = openPage(editor, other);
    assert.deepEqual(pending(moved), ['refused later']);
    moved.snapshotIsShown();
    moved.receive({ type: 'refused', id: 'refused later' });
    moved.post(send('written there'));
    moved.link.hear();
    assert.deepEqual(pending(openPage(editor, window)), ['written there']);
  });

  it('has what the tab has when the browser loads a page again that the editor has not stored', () => {
    const editor = { state: undefined as unknown };
    const tab = new MemoryTabStorage();
    const first = openPage(editor, tab);
    const old = editor.state;
    first.post(send('m'));
    first.link.hear();
    editor.state = old;
    const again = openPage(editor, tab);
    again.receive({ type: 'acknowledged', id: 'm' });
    editor.state = old;
    assert.deepEqual(pending(openPage(editor, tab)), []);
  });
});

describe('the delivery of a panel that is opened beside a dead one', () => {
  const openPanel = (tab: MemoryTabStorage, viewId: string) => {
    const memory: ViewMemory = new ViewMemory({ viewId }, (state) => copy.write(state));
    const copy = new OutboxCopy(tab, 'panel', viewId);
    const { outbox, link } = new Delivery(
      () => undefined,
      memory,
      copy,
      () => undefined,
    );
    return { outbox, composer: new ComposerModel(outbox, () => false), link };
  };

  it('has the draft of the dead one and the newer one of the same chat, over a reload, too', () => {
    const tab = new MemoryTabStorage();
    const dead = openPanel(tab, 'dead');
    dead.outbox.setDraft('c', 'left');
    dead.outbox.flush();
    dead.link.hear();
    for (const [viewId, stored] of [
      ['new', 'newer'],
      ['new', 'newer'],
      ['after it', 'left\n\nnewer'],
    ] as const) {
      const { composer, outbox, link } = openPanel(tab, viewId);
      composer.show('c', stored);
      assert.equal(composer.draft.value, 'left\n\nnewer', viewId);
      outbox.flush();
      link.hear();
    }
  });
});
