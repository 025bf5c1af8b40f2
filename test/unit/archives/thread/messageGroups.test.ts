import assert from 'node:assert/strict';
import { MessageGroups } from '../../../../src/archives/thread/messageGroups.js';

describe('messages between threads', () => {
  it('go together when they are posted together, in order', async () => {
    const sent: (readonly number[])[] = [];
    const messages = new MessageGroups<number>((group) => sent.push(group), queueMicrotask);
    for (const message of [1, 2, 3]) messages.post(message);
    assert.deepEqual(sent, []);
    await Promise.resolve();
    assert.deepEqual(sent, [[1, 2, 3]]);
    messages.post(4);
    messages.flush();
    messages.flush();
    await Promise.resolve();
    assert.deepEqual(sent, [[1, 2, 3], [4]]);
  });
});
