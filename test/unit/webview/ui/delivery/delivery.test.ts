import assert from 'node:assert/strict';
import type { PostedMessage } from '../../../../../src/webview/protocol/protocol.js';
import { Delivery } from '../../../../../src/webview/ui/delivery/delivery.js';
import { OutboxCopy } from '../../../../../src/webview/ui/delivery/outboxCopy.js';
import { ViewMemory } from '../../../../../src/webview/ui/delivery/viewMemory.js';
import { MemoryTabStorage } from '../../../../support/memoryTabStorage.js';

describe('the delivery of a page that the browser has loaded again', () => {
  /** A page with what the editor remembers, which is old. */
  const openPage = (tab: MemoryTabStorage) => {
    const posted: PostedMessage[] = [];
    const memory: ViewMemory = new ViewMemory({ viewId: 'v', outbox: [] }, ({ outbox }) => copy.write(outbox));
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
    const send = { type: 'send', messageId: 'm', conversationId: 'c', text: 'text' } as const;
    openPage(tab).delivery.post(send);
    for (let page = 2; page < 5; page += 1) {
      const { delivery, memory, sent } = openPage(tab);
      memory.set({ listOpen: true });
      delivery.start(null);
      assert.deepEqual(sent(), [{ type: 'request', id: 'm', request: send }], `page ${page}`);
      delivery.link.hear();
    }
  });
});
