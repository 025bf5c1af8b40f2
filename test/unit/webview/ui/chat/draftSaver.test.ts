import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ViewMessage } from '../../../../../src/webview/protocol/protocol.js';
import { DraftSaver } from '../../../../../src/webview/ui/chat/draftSaver.js';

function createSaver() {
  const posted: ViewMessage[] = [];
  return { posted, saver: new DraftSaver((message) => posted.push(message)) };
}

describe('DraftSaver', () => {
  it('posts once when the typing pauses', async () => {
    const { saver, posted } = createSaver();
    saver.change('a');
    saver.change('ab');
    assert.deepEqual(posted, []);
    await sleep(400);
    assert.deepEqual(posted, [{ type: 'draft', text: 'ab' }]);
  });

  it('posts at once when asked to, and not again', async () => {
    const { saver, posted } = createSaver();
    saver.change('a');
    saver.flush();
    saver.flush();
    await sleep(400);
    assert.deepEqual(posted, [{ type: 'draft', text: 'a' }]);
  });

  it('posts nothing that was cancelled', async () => {
    const { saver, posted } = createSaver();
    saver.change('a');
    saver.cancel();
    await sleep(400);
    assert.deepEqual(posted, []);
  });
});
